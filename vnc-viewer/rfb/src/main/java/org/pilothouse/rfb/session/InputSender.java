package org.pilothouse.rfb.session;

import java.util.LinkedHashSet;
import java.util.Set;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.metrics.SessionMeter;

/** Keys and pointer on their way out: holds back what a view-only session may not send, and knows what it holds down. */
final class InputSender {
    private final OutputQueue output;
    private final SessionMeter meter;
    private final Set<Integer> keysDown = new LinkedHashSet<>();
    private int x;
    private int y;
    private int buttons;
    private boolean viewOnly;
    private boolean extendedButtons;

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

    synchronized void key(int keysym, boolean down) {
        if (viewOnly) {
            return;
        }
        if (down) {
            keysDown.add(keysym);
            meter.inputGiven();
        } else {
            keysDown.remove(keysym);
        }
        output.add(to -> ClientMessages.key(to, keysym, down));
    }

    synchronized void pointer(int toX, int toY, int pressed) {
        if (viewOnly) {
            return;
        }
        x = toX;
        y = toY;
        // Without the extension there is no forward button; its bit must not be taken for another's.
        int before = buttons;
        buttons = pressed & (extendedButtons ? 0x1FF : 0x1FF & ~PointerButton.FORWARD.mask());
        if ((buttons & ~before) != 0) {
            meter.inputGiven();
        }
        output.addPointer(x, y, buttons, extendedButtons);
    }

    synchronized void releaseAll() {
        if (viewOnly) {
            return;
        }
        for (int keysym : keysDown) {
            output.add(to -> ClientMessages.key(to, keysym, false));
        }
        keysDown.clear();
        if (buttons != 0) {
            buttons = 0;
            output.addPointer(x, y, 0, extendedButtons);
        }
    }
}
