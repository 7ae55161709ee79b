package org.pilothouse.rfb.fx;

import java.time.Duration;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.fx.picture.Placement;
import org.pilothouse.rfb.fx.picture.StripPane;
import org.pilothouse.rfb.fx.testing.Fx;
import org.pilothouse.rfb.fx.testing.ScriptedDesktop;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** A view in a window, with a desktop of the test's own. */
@Tag("ui")
@ExtendWith(ApplicationExtension.class)
abstract class ShownDesktop {
    static final int WIDTH = 320;
    static final int HEIGHT = 200;

    final ScriptedDesktop remote = new ScriptedDesktop(WIDTH, HEIGHT, (x, y) -> x << 16 | y << 8 | 0x40);
    RemoteDesktop desktop;
    VncView view;
    TextField other;
    BorderPane root;
    Stage stage;

    /** TestFX looks for the start only in the test's own class. */
    void open(Stage primary) {
        stage = primary;
        desktop = new RemoteDesktop(
                remote.dialer(),
                RfbOptions.defaults(),
                Platform::runLater,
                new Reconnecting(Duration.ofMillis(50), Duration.ofMillis(50)));
        view = new VncView(desktop);
        view.setScaleMode(ScaleMode.ACTUAL_SIZE);
        other = new TextField();
        root = new BorderPane(view);
        root.setBottom(other);
        stage.setScene(new Scene(root));
        stage.setWidth(640); // the stage is the same in all tests, and keeps its size
        stage.setHeight(480);
        stage.show();
        desktop.connect();
    }

    @AfterEach
    void disconnect() {
        Fx.run(desktop::disconnect);
        remote.close();
    }

    void focusView(FxRobot robot) {
        awaitShown(0, 0, 0x40);
        robot.clickOn(view);
        Fx.await("the view has the keyboard", view::isKeyboardCaptured);
        remote.await("pointer " + WIDTH / 2 + "," + HEIGHT / 2 + ":0");
    }

    /** The next messages, all of which are about keys. */
    String keys(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; ) {
            String message = remote.next();
            if (message.startsWith("key")) {
                all.append(i == 0 ? "" : " ").append(message);
                i++;
            }
        }
        return all.toString();
    }

    Node notice() {
        return view.lookup(".vnc-notice").getParent();
    }

    Placement placement() {
        return ((StripPane) view.getChildrenUnmodifiable().getFirst())
                .placement()
                .orElseThrow();
    }

    int screenshot(int x, int y) {
        return view.screenshot().orElseThrow().getPixelReader().getArgb(x, y) & 0xffffff;
    }

    /** A point within a remote pixel, in the view. */
    Point2D viewPoint(int x, int y) {
        Placement placement = placement();
        double scale = placement.width() / placement.remoteWidth();
        double inside = scale > 1.5 ? 0.5 * scale : 0.25; // robots only know whole pixels
        return new Point2D(placement.x() + x * scale + inside, placement.y() + y * scale + inside);
    }

    Point2D screenPoint(int x, int y) {
        return Fx.call(() -> view.localToScreen(viewPoint(x, y)));
    }

    /** Waits until a remote pixel has this colour where the view draws it. */
    void awaitShown(int x, int y, int rgb) {
        Fx.await("pixel " + x + "," + y + " is " + Integer.toHexString(rgb), () -> {
            Optional<Placement> placement =
                    ((StripPane) view.getChildrenUnmodifiable().getFirst()).placement();
            if (placement.isEmpty()) {
                return false;
            }
            WritableImage drawn = view.snapshot(null, null);
            Point2D at = viewPoint(x, y);
            return (drawn.getPixelReader().getArgb((int) at.getX(), (int) at.getY()) & 0xffffff) == rgb;
        });
    }
}
