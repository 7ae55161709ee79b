package org.pilothouse.rfb.session;

import java.util.LinkedHashSet;
import java.util.Set;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.metrics.SessionMeter;

/** Keys and pointer on their way out: holds back what a view-only session may not send, and knows what it holds down. */
final class InputSender {
    /** The buttons that fit into one byte and its extension. */
    private static final int ALL_BUTTONS = 0x1FF;

    private final OutputQueue output;
    private final SessionMeter meter;
    private final Set<Key> keysDown = new LinkedHashSet<>();
    private int x;
    private int y;
    private int buttons;
    private boolean placed;
    private boolean viewOnly;
    private boolean extendedButtons;
    private boolean scanCodes;
    private boolean relative;

    private record Key(int keysym, int scanCode) {}

    InputSender(OutputQueue output, boolean viewOnly, SessionMeter meter) {
        this.output = output;
        this.meter = meter;
        this.viewOnly = viewOnly;
    }

    synchronized boolean viewOnly() {
        return viewOnly;
    }

    synchronized void setViewOnly(boolean value) {
        if (value && !viewOnly) {
            releaseAll();
        }
        viewOnly = value;
    }

    /** The server said that it takes a second byte of buttons. */
    synchronized void enableExtendedButtons() {
        extendedButtons = true;
    }

    /** The server said that it takes scan codes. */
    synchronized void enableScanCodes() {
        scanCodes = true;
    }

    synchronized boolean takesScanCodes() {
        return scanCodes;
    }

    /**
     * The server said how its mouse works.
     *
     * @return whether that is a change
     */
    synchronized boolean setRelative(boolean value) {
        boolean changed = relative != value;
        relative = value;
        return changed;
    }

    synchronized boolean isRelative() {
        return relative;
    }

    /** Sends a key; a scan code of 0 is none, and so is a keysym of 0. */
    synchronized void key(int keysym, int scanCode, boolean down) {
        if (viewOnly) {
            return;
        }
        Key key = new Key(keysym, scanCode);
        if (down) {
            keysDown.add(key);
            meter.inputGiven();
        } else {
            keysDown.remove(key);
        }
        send(key, down);
    }

    private void send(Key key, boolean down) {
        if (scanCodes && key.scanCode() != 0) {
            output.add(to -> ClientMessages.key(to, key.keysym(), key.scanCode(), down));
        } else if (key.keysym() != 0) {
            output.add(to -> ClientMessages.key(to, key.keysym(), down));
        }
    }

    synchronized void pointer(int toX, int toY, int pressed) {
        if (!viewOnly) {
            int dx = placed ? toX - x : 0;
            int dy = placed ? toY - y : 0;
            place(toX, toY);
            press(pressed);
            send(dx, dy);
        }
    }

    /** Moves the pointer, within a desktop of this size where places are known. */
    synchronized void movePointer(int dx, int dy, int pressed, int width, int height) {
        if (!viewOnly) {
            place(within((long) x + dx, width), within((long) y + dy, height));
            press(pressed);
            send(dx, dy);
        }
    }

    synchronized void releaseAll() {
        if (viewOnly) {
            return;
        }
        for (Key key : keysDown) {
            send(key, false);
        }
        keysDown.clear();
        if (buttons != 0) {
            buttons = 0;
            send(0, 0);
        }
    }

    /** Tells where the pointer is, or by how much it moved there. */
    private void send(int dx, int dy) {
        if (relative) {
            output.addMotion(dx, dy, buttons, extendedButtons);
        } else {
            output.addPointer(x, y, buttons, extendedButtons);
        }
    }

    private void place(int toX, int toY) {
        x = toX;
        y = toY;
        placed = true;
    }

    private static int within(long place, int size) {
        return Math.clamp(place, 0, Math.max(0, size - 1));
    }

    private void press(int pressed) {
        int before = buttons;
        // Without the extension there is no forward button; its bit must not be taken for another's.
        buttons = pressed & (extendedButtons ? ALL_BUTTONS : ALL_BUTTONS & ~PointerButton.FORWARD.mask());
        if ((buttons & ~before) != 0) {
            meter.inputGiven();
        }
    }
}
