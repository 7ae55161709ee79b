package org.pilothouse.agent.x11;

/**
 * @param mask which modifiers and buttons are down, as X tells it: Shift 1, Lock 2, Control 4, Mod1 8 … Mod5 128,
 *     button 1 256 …
 */
public record PointerState(int x, int y, int mask) {
    public static final int LOCK = 1 << 1;
    public static final int MODIFIERS = 0xff;
}
