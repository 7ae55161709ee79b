package org.pilothouse.rfb.fx.input;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Key presses that mean something on this side too. */
public final class EscapeChord {
    private EscapeChord() {}

    /** Ctrl+Alt+Shift+Esc gives the keyboard back to the application. */
    public static boolean matches(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE && isLead(event);
    }

    /** Ctrl+Alt+Shift+S shows and hides the statistics. */
    public static boolean statistics(KeyEvent event) {
        return event.getCode() == KeyCode.S && isLead(event);
    }

    private static boolean isLead(KeyEvent event) {
        return event.isControlDown() && event.isAltDown() && event.isShiftDown();
    }

    /** Ctrl+V, Cmd+V and Shift+Insert: the remote clipboard should have our text by then. */
    public static boolean mayPaste(KeyEvent event) {
        return (event.getCode() == KeyCode.V && (event.isControlDown() || event.isMetaDown()))
                || (event.getCode() == KeyCode.INSERT && event.isShiftDown());
    }
}
