package org.pilothouse.app.takeover;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.theme.AppIcon;
import org.pilothouse.app.theme.ThemeSwitch;

/** A desktop in its own window, or over the whole screen. */
final class TakeoverWindow {
    private static final double WIDTH = 1100;
    private static final double HEIGHT = 780;
    private static final double OFFSET = 48;
    /** px at the upper edge of a full screen that bring the bar back. */
    private static final double EDGE = 3;

    private final Stage stage = new Stage();
    private final TakeoverPane pane;
    private final Subscriptions subscriptions = new Subscriptions();

    /** @param owner only for the place; the window lives on its own */
    TakeoverWindow(TakeoverViewModel model, ThemeSwitch theme, Window owner, Runnable closed) {
        pane = new TakeoverPane(
                "takeover-window", model, new TakeoverBar.Places(null, () -> setFullScreen(!stage.isFullScreen())));
        Scene scene = new Scene(new StackPane(pane), WIDTH, HEIGHT);
        theme.style(scene);
        stage.getIcons().setAll(AppIcon.sizes());
        stage.setScene(scene);
        // Set before it is shown, see WindowPlacement.
        stage.setX(owner.getX() + OFFSET);
        stage.setY(owner.getY() + OFFSET);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        // Escape belongs to the desktop.
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreenExitHint("");
        subscriptions.observe(model.name(), name -> stage.setTitle(name + " – Pilothouse"));
        subscriptions.observe(stage.fullScreenProperty(), full -> showBars(!full));
        // Only while the keyboard is not the desktop's: the viewer consumes its keys.
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F11), () -> setFullScreen(!stage.isFullScreen()));
        scene.addEventFilter(MouseEvent.MOUSE_MOVED, this::mouseMoved);
        stage.setOnHidden(event -> {
            subscriptions.close();
            theme.release(scene);
            // Out of the scene, so that the picture is let go of.
            scene.setRoot(new StackPane());
            closed.run();
        });
    }

    void open(boolean fullScreen) {
        stage.show();
        stage.toFront();
        setFullScreen(fullScreen);
        pane.focusViewer();
    }

    void close() {
        stage.close();
    }

    private void setFullScreen(boolean full) {
        stage.setFullScreen(full);
    }

    private void mouseMoved(MouseEvent event) {
        if (stage.isFullScreen()) {
            boolean atEdge = event.getSceneY() < EDGE;
            boolean overBar =
                    pane.bar().isVisible() && event.getSceneY() < pane.bar().getHeight();
            showBars(atEdge || overBar);
        }
    }

    private void showBars(boolean shown) {
        pane.bar().setVisible(shown);
        pane.bar().setManaged(shown);
        pane.strip().setVisible(shown);
        pane.strip().setManaged(shown);
    }
}
