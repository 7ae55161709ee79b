package org.pilothouse.app.takeover;

import org.pilothouse.rfb.Keysym;

/** Keys that this machine or its window manager would take for itself. */
public enum SpecialKey {
    CTRL_ALT_DEL("Ctrl+Alt+Del"),
    CTRL_ALT_BACKSPACE("Ctrl+Alt+Backspace"),
    ALT_TAB("Alt+Tab"),
    ALT_F4("Alt+F4"),
    CTRL_ESC("Ctrl+Esc"),
    SUPER("Super"),
    PRINT("Print Screen"),
    ESCAPE("Esc"),
    F11("F11");

    private static final int F4_KEY = Keysym.F1 + 3;
    private static final int F11_KEY = Keysym.F1 + 10;

    private final String label;

    SpecialKey(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** X11 keysyms, to be pressed in this order. */
    int[] keysyms() {
        return switch (this) {
            case CTRL_ALT_DEL -> new int[] {Keysym.CONTROL_LEFT, Keysym.ALT_LEFT, Keysym.DELETE};
            case CTRL_ALT_BACKSPACE -> new int[] {Keysym.CONTROL_LEFT, Keysym.ALT_LEFT, Keysym.BACK_SPACE};
            case ALT_TAB -> new int[] {Keysym.ALT_LEFT, Keysym.TAB};
            case ALT_F4 -> new int[] {Keysym.ALT_LEFT, F4_KEY};
            case CTRL_ESC -> new int[] {Keysym.CONTROL_LEFT, Keysym.ESCAPE};
            case SUPER -> new int[] {Keysym.SUPER_LEFT};
            case PRINT -> new int[] {Keysym.PRINT};
            case ESCAPE -> new int[] {Keysym.ESCAPE};
            case F11 -> new int[] {F11_KEY};
        };
    }
}
