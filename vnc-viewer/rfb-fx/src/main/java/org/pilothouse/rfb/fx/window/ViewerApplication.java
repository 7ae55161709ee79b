package org.pilothouse.rfb.fx.window;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
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
    public void start(Stage stage) {
        List<String> arguments = getParameters().getRaw();
        RfbAddress address = RfbAddress.parse(arguments.getLast());
        RfbOptions options = RfbOptions.builder()
                .viewOnly(arguments.contains("--view-only"))
                .credentials(password(address, System.getenv("VNC_PASSWORD")))
                .build();
        RemoteDesktop remote = new RemoteDesktop(address.dialer(), options);
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

    private static RfbCredentials password(RfbAddress address, @Nullable String known) {
        return known != null ? RfbCredentials.ofPassword(known) : () -> ask(address);
    }

    /** On the session's thread, which waits for the person. */
    private static char @Nullable [] ask(RfbAddress address) {
        CompletableFuture<char @Nullable []> answer = new CompletableFuture<>();
        Platform.runLater(() -> answer.complete(askOnFxThread(address)));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The password dialog failed.", e);
        }
    }

    private static char @Nullable [] askOnFxThread(RfbAddress address) {
        Dialog<char[]> dialog = new Dialog<>();
        PasswordField field = new PasswordField();
        dialog.setTitle("Password");
        dialog.setHeaderText("Password of " + address.text());
        dialog.getDialogPane().setContent(field);
        dialog.getDialogPane().getButtonTypes().addAll(ButtonType.OK, ButtonType.CANCEL);
        dialog.setResultConverter(
                button -> button == ButtonType.OK ? field.getText().toCharArray() : null);
        Platform.runLater(field::requestFocus);
        return dialog.showAndWait().orElse(null);
    }
}
