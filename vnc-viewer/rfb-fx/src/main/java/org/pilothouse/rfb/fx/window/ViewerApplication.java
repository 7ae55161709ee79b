package org.pilothouse.rfb.fx.window;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javafx.application.Application;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbOptions;
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
    /** The most of a small screen that the window takes at first. */
    private static final double ROOM = 0.9;

    private @Nullable RemoteDesktop desktop;

    /** For JavaFX. */
    public ViewerApplication() {}

    @Override
    public void start(Stage stage) throws IOException {
        List<String> arguments = getParameters().getRaw();
        Map<String, String> environment = System.getenv();
        Questions questions = new Questions(stage);
        ServerTrust trust = ServerTrust.onFirstUse(EnvironmentOptions.knownServers(environment), questions::believe);
        RfbAddress address =
                RfbAddress.parse(arguments.getLast(), tunnel(questions, arguments.getLast(), trust, environment));
        RfbOptions.Builder options = EnvironmentOptions.of(address, environment)
                .viewOnly(arguments.contains("--view-only"))
                .serverTrust(trust);
        if (!environment.containsKey("VNC_PASSWORD")) {
            options.credentials(questions.credentials(address.text(), environment.getOrDefault("VNC_USER", "")));
        }
        RemoteDesktop remote = new RemoteDesktop(address.dialer(), options.build());
        desktop = remote;
        VncView view = new VncView(remote);
        view.setScaleMode(arguments.contains("--actual-size") ? ScaleMode.ACTUAL_SIZE : ScaleMode.FIT);
        BorderPane root = new BorderPane(view);
        Rectangle2D room = Screen.getPrimary().getVisualBounds();
        Scene scene =
                new Scene(root, Math.min(WIDTH, room.getWidth() * ROOM), Math.min(HEIGHT, room.getHeight() * ROOM));
        Pictures pictures = new Pictures(stage, stage::getTitle);
        ViewerBar bar = new ViewerBar(view, remote, pictures, () -> stage.setFullScreen(!stage.isFullScreen()));
        StatusStrip strip = new StatusStrip(view, remote);
        root.setTop(bar);
        root.setBottom(strip);
        new FullScreen(stage, scene, bar, strip);
        stage.titleProperty().bind(remote.nameProperty().map(name -> name.isEmpty() ? address.text() : name));
        stage.setScene(scene);
        stage.centerOnScreen();
        stage.show();
        view.requestFocus();
        remote.connect();
    }

    /** How to log in at an SSH server on the way. */
    private static TunnelAccess tunnel(
            Questions questions, String text, ServerTrust trust, Map<String, String> environment) {
        return environment.containsKey("VNC_SSH_PASSWORD")
                ? new TunnelAccess(trust, EnvironmentOptions.tunnel(environment).credentials())
                : new TunnelAccess(trust, questions.credentials("the SSH account in " + text, ""));
    }

    @Override
    public void stop() {
        RemoteDesktop remote = desktop;
        if (remote != null) {
            remote.disconnect();
        }
    }
}
