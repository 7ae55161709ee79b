package org.pilothouse.rfb.fx.input;

import java.util.Optional;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.pilothouse.rfb.Keysym;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RfbSession;

/**
 * Makes the remote lock keys what the person's keyboard shows. Done when the view gets the keyboard, as locks may have been switched on
 * either side meanwhile; while it has it, the keys themselves go over.
 */
public final class LockSync {
    private final Function<KeyCode, Optional<Boolean>> local;

    /** With the locks of this machine. */
    public LockSync() {
        this(Platform::isKeyLocked);
    }

    /** @param local whether a lock key is on; empty where that is not known */
    LockSync(Function<KeyCode, Optional<Boolean>> local) {
        this.local = local;
    }

    /** Switches those remote locks that differ. Scroll Lock is left alone: hardly a keyboard shows it any more. */
    public void push(RfbSession session, LockState remote) {
        sync(session, KeyCode.CAPS, Keysym.CAPS_LOCK, remote.caps());
        sync(session, KeyCode.NUM_LOCK, Keysym.NUM_LOCK, remote.num());
    }

    private void sync(RfbSession session, KeyCode code, int keysym, boolean remoteOn) {
        boolean differs = local.apply(code).map(on -> on != remoteOn).orElse(false);
        if (differs) {
            int scanCode = ScanCodes.of(code);
            session.key(keysym, scanCode, true);
            session.key(keysym, scanCode, false);
        }
    }
}
