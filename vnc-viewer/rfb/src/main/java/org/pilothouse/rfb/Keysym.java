package org.pilothouse.rfb;

/** X11 keysyms that have no character, and the rule for those that have one. */
public final class Keysym {
    public static final int BACK_SPACE = 0xff08;
    public static final int TAB = 0xff09;
    public static final int CLEAR = 0xff0b;
    public static final int RETURN = 0xff0d;
    public static final int PAUSE = 0xff13;
    public static final int SCROLL_LOCK = 0xff14;
    public static final int SYS_REQ = 0xff15;
    public static final int ESCAPE = 0xff1b;
    public static final int HOME = 0xff50;
    public static final int LEFT = 0xff51;
    public static final int UP = 0xff52;
    public static final int RIGHT = 0xff53;
    public static final int DOWN = 0xff54;
    public static final int PAGE_UP = 0xff55;
    public static final int PAGE_DOWN = 0xff56;
    public static final int END = 0xff57;
    public static final int PRINT = 0xff61;
    public static final int INSERT = 0xff63;
    public static final int UNDO = 0xff65;
    public static final int REDO = 0xff66;
    public static final int MENU = 0xff67;
    public static final int FIND = 0xff68;
    public static final int CANCEL = 0xff69;
    public static final int HELP = 0xff6a;
    public static final int NUM_LOCK = 0xff7f;
    public static final int KP_ENTER = 0xff8d;
    public static final int KP_MULTIPLY = 0xffaa;
    public static final int KP_ADD = 0xffab;
    public static final int KP_SEPARATOR = 0xffac;
    public static final int KP_SUBTRACT = 0xffad;
    public static final int KP_DECIMAL = 0xffae;
    public static final int KP_DIVIDE = 0xffaf;
    /** The keypad's 0; its other digits follow. */
    public static final int KP_0 = 0xffb0;
    /** The first function key; the others follow. */
    public static final int F1 = 0xffbe;

    public static final int SHIFT_LEFT = 0xffe1;
    public static final int CONTROL_LEFT = 0xffe3;
    public static final int CAPS_LOCK = 0xffe5;
    public static final int META_LEFT = 0xffe7;
    public static final int ALT_LEFT = 0xffe9;
    public static final int SUPER_LEFT = 0xffeb;
    public static final int ISO_LEVEL3_SHIFT = 0xfe03;
    public static final int DELETE = 0xffff;

    private static final int EURO_SIGN = 0x20ac;

    private Keysym() {}

    /** The keysym of a Unicode character: Latin-1 is itself, the euro has its own, all others are {@code 0x01000000 | code}. */
    public static int ofCodePoint(int codePoint) {
        boolean latin1 = (codePoint >= 0x20 && codePoint <= 0x7e) || (codePoint >= 0xa0 && codePoint <= 0xff);
        return latin1 || codePoint == EURO_SIGN ? codePoint : 0x01000000 | codePoint;
    }
}
