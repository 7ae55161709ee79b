package org.pilothouse.rfb.fx.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.fx.testing.RecordingSession;

class LockSyncTest {
    private final RecordingSession session = new RecordingSession();

    @Test
    void onlyWhatDiffersIsSwitched() {
        LockSync locks = locks(Map.of(KeyCode.CAPS, true, KeyCode.NUM_LOCK, false));
        locks.push(session, new LockState(false, false, false));
        assertEquals("+ffe5 -ffe5", session.take());
        locks.push(session, new LockState(true, true, true));
        assertEquals("+ff7f -ff7f", session.take());
        locks.push(session, new LockState(true, false, true));
        assertEquals("", session.take());
    }

    @Test
    void whatIsNotKnownHereIsLeftAlone() {
        locks(Map.of()).push(session, new LockState(true, true, true));
        assertEquals("", session.take());
    }

    private static LockSync locks(Map<KeyCode, Boolean> local) {
        return new LockSync(code -> Optional.ofNullable(local.get(code)));
    }
}
