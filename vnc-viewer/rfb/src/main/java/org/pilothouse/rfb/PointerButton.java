package org.pilothouse.rfb;

/** Buttons of a pointer event. A notch of a wheel is a press and a release of its button. */
public enum PointerButton {
    LEFT(0),
    MIDDLE(1),
    RIGHT(2),
    WHEEL_UP(3),
    WHEEL_DOWN(4),
    WHEEL_LEFT(5),
    WHEEL_RIGHT(6),
    BACK(7),
    FORWARD(8);

    private final int mask;

    PointerButton(int bit) {
        this.mask = 1 << bit;
    }

    /** This button's bit in {@link RfbSession#pointer}. */
    public int mask() {
        return mask;
    }
}
