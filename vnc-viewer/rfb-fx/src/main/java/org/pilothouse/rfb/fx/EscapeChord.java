package org.pilothouse.rfb.fx;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Key presses that mean something on this side too. */
final class EscapeChord {
    private EscapeChord() {}

    /** Ctrl+Alt+Shift+Esc gives the keyboard back to the application. */
    static boolean matches(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE && event.isControlDown() && event.isAltDown() && event.isShiftDown();
    }

    /** Ctrl+V, Cmd+V and Shift+Insert: the remote clipboard should have our text by then. */
    static boolean mayPaste(KeyEvent event) {
        return (event.getCode() == KeyCode.V && (event.isControlDown() || event.isMetaDown()))
                || (event.getCode() == KeyCode.INSERT && event.isShiftDown());
    }
}
