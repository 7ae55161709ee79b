package org.pilothouse.rfb;

/**
 * Which lock keys are on at the remote keyboard.
 *
 * @param scroll Scroll Lock
 * @param num Num Lock
 * @param caps Caps Lock
 */
public record LockState(boolean scroll, boolean num, boolean caps) {
    /** From a server's bits: 1 for Scroll Lock, 2 for Num Lock, 4 for Caps Lock. */
    public static LockState ofBits(int bits) {
        return new LockState((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
    }
}
