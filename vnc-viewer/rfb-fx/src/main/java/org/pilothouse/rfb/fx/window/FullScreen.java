package org.pilothouse.rfb.fx.window;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;

/**
 * The desktop over the whole screen. Esc and F11 belong to the desktop, so there are three other ways out: a chord that works at any time,
 * F11 once the keyboard is given back, and the bar, which comes when the pointer touches the upper edge.
 */
final class FullScreen {
    private static final KeyCombination CHORD = new KeyCodeCombination(
            KeyCode.ENTER, KeyCombination.CONTROL_DOWN, KeyCombination.ALT_DOWN, KeyCombination.SHIFT_DOWN);
    /** Logical pixels. */
    private static final double EDGE = 2;

    private final Stage stage;
    private final Node bar;

    FullScreen(Stage stage, Scene scene, Node bar, Node strip) {
        this.stage = stage;
        this.bar = bar;
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        stage.setFullScreenExitHint("");
        bar.managedProperty().bind(bar.visibleProperty());
        strip.visibleProperty().bind(bar.visibleProperty());
        strip.managedProperty().bind(bar.visibleProperty());
        stage.fullScreenProperty().subscribe(full -> bar.setVisible(!full));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::chord);
        scene.addEventFilter(MouseEvent.MOUSE_MOVED, this::moved);
        // Only reached while the view has not consumed it.
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.F11), this::toggle);
    }

    private void toggle() {
        stage.setFullScreen(!stage.isFullScreen());
    }

    private void chord(KeyEvent event) {
        if (CHORD.match(event)) {
            event.consume();
            toggle();
        }
    }

    private void moved(MouseEvent event) {
        if (stage.isFullScreen()) {
            boolean over = bar.isVisible()
                    && event.getSceneY() < bar.getBoundsInParent().getMaxY();
            bar.setVisible(over || event.getSceneY() < EDGE);
        }
    }
}
