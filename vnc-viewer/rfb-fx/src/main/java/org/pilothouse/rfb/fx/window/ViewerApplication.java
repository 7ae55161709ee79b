package org.pilothouse.rfb.fx.window;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.PasswordField;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.ServerIdentity;
import org.pilothouse.rfb.ServerTrust;
import org.pilothouse.rfb.TunnelAccess;
import org.pilothouse.rfb.client.EnvironmentOptions;
import org.pilothouse.rfb.fx.RemoteDesktop;
import org.pilothouse.rfb.fx.ScaleMode;
import org.pilothouse.rfb.fx.VncView;

/** The stand-alone viewer. JavaFX makes it, hence public. */
public final class ViewerApplication extends Application {
    private static final double WIDTH = 1024;
    private static final double HEIGHT = 768;

    private @Nullable RemoteDesktop desktop;

    /** For JavaFX. */
    public ViewerApplication() {}

    @Override
    public void start(Stage stage) throws IOException {
        List<String> arguments = getParameters().getRaw();
        Map<String, String> environment = System.getenv();
        ServerTrust trust = ServerTrust.onFirstUse(
                EnvironmentOptions.knownServers(environment),
                identity -> Boolean.TRUE.equals(onFxThread(() -> believe(identity))));
        RfbAddress address = RfbAddress.parse(arguments.getLast(), tunnel(arguments.getLast(), trust, environment));
        RfbOptions.Builder options = EnvironmentOptions.of(address, environment)
                .viewOnly(arguments.contains("--view-only"))
                .serverTrust(trust);
        if (!environment.containsKey("VNC_PASSWORD")) {
            options.credentials(credentials(address.text(), environment.getOrDefault("VNC_USER", "")));
        }
        RemoteDesktop remote = new RemoteDesktop(address.dialer(), options.build());
        desktop = remote;
        VncView view = new VncView(remote);
        view.setScaleMode(arguments.contains("--actual-size") ? ScaleMode.ACTUAL_SIZE : ScaleMode.FIT);
        ViewerBar bar = new ViewerBar(view, remote, stage);
        BorderPane root = new BorderPane(view);
        root.setTop(bar);
        stage.fullScreenProperty().subscribe(full -> bar.setVisible(!full));
        bar.managedProperty().bind(bar.visibleProperty());
        // Esc belongs to the remote desktop; the bar's chord and F11 lead out.
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreenExitHint("");
        stage.titleProperty().bind(remote.nameProperty().map(name -> name.isEmpty() ? address.text() : name));
        stage.setScene(new Scene(root, WIDTH, HEIGHT));
        stage.centerOnScreen();
        stage.show();
        view.requestFocus();
        remote.connect();
    }

    @Override
    public void stop() {
        RemoteDesktop remote = desktop;
        if (remote != null) {
            remote.disconnect();
        }
    }

    /** How to log in at an SSH server on the way. */
    private static TunnelAccess tunnel(String text, ServerTrust trust, Map<String, String> environment) {
        return environment.containsKey("VNC_SSH_PASSWORD")
                ? new TunnelAccess(trust, EnvironmentOptions.tunnel(environment).credentials())
                : new TunnelAccess(trust, credentials("the SSH account in " + text, ""));
    }

    private static RfbCredentials credentials(String of, String user) {
        return new RfbCredentials() {
            @Override
            public char @Nullable [] password() {
                return onFxThread(() -> askOnFxThread(of));
            }

            @Override
            public @Nullable String userName() {
                return user.isEmpty() ? null : user;
            }
        };
    }

    /** Asks a person from the session's thread, which waits. */
    private static <T> @Nullable T onFxThread(Supplier<@Nullable T> question) {
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        Platform.runLater(() -> answer.complete(question.get()));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The dialog failed.", e);
        }
    }

    private static boolean believe(ServerIdentity identity) {
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.setTitle("Unknown server");
        dialog.setHeaderText("Is this really " + identity.server() + "?");
        String brief = identity.shortFingerprint().isEmpty() ? "" : "\n\nShort: " + identity.shortFingerprint();
        dialog.setContentText("The server cannot be trusted yet: "
                + identity.problem().sentence() + ".\n\nSHA-256: " + identity.fingerprint() + brief
                + "\n\nIf that is its fingerprint, it is remembered and not asked about again.");
        ButtonType connect = new ButtonType("Connect and remember", ButtonBar.ButtonData.YES);
        dialog.getDialogPane().getButtonTypes().addAll(connect, ButtonType.CANCEL);
        return dialog.showAndWait().filter(connect::equals).isPresent();
    }

    private static char @Nullable [] askOnFxThread(String of) {
        Dialog<char[]> dialog = new Dialog<>();
        PasswordField field = new PasswordField();
        dialog.setTitle("Password");
        dialog.setHeaderText("Password of " + of);
        dialog.getDialogPane().setContent(field);
        dialog.getDialogPane().getButtonTypes().addAll(ButtonType.OK, ButtonType.CANCEL);
        dialog.setResultConverter(
                button -> button == ButtonType.OK ? field.getText().toCharArray() : null);
        Platform.runLater(field::requestFocus);
        return dialog.showAndWait().orElse(null);
    }
}
