package org.pilothouse.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.pilothouse.protocol.identity.DeviceIdentity.Stored;
import org.pilothouse.protocol.identity.DeviceIdentity.Transcript;

class DeviceIdentityTest {
    private final DeviceIdentity identity = DeviceIdentity.generate();
    private final Transcript transcript = new Transcript(2, "node", identity.deviceId(), "c", "n");

    @Test
    void aRestoredIdentityIsTheSameDevice() {
        DeviceIdentity again = DeviceIdentity.restore(identity.stored());
        assertEquals(identity.deviceId(), again.deviceId());
        assertTrue(DeviceIdentity.verify(identity.publicKey(), transcript, again.prove(transcript)));
    }

    @Test
    void anothersProofIsRefused() {
        DeviceIdentity other = DeviceIdentity.generate();
        assertFalse(DeviceIdentity.verify(identity.publicKey(), transcript, other.prove(transcript)));
        assertFalse(DeviceIdentity.verify(identity.publicKey(), transcript, "not base64!"));
        assertFalse(DeviceIdentity.verify("AAAA", transcript, identity.prove(transcript)));
    }

    @Test
    void halvesOfTwoKeyPairsAreNotRestored() {
        Stored mine = identity.stored();
        Stored theirs = DeviceIdentity.generate().stored();
        assertThrows(
                IllegalArgumentException.class,
                () -> DeviceIdentity.restore(new Stored(mine.deviceId(), mine.publicKey(), theirs.privateKey())));
        assertThrows(
                IllegalArgumentException.class,
                () -> DeviceIdentity.restore(new Stored(theirs.deviceId(), mine.publicKey(), mine.privateKey())));
    }

    @Test
    void secretsDoNotAppearInText() {
        assertFalse(identity.stored().toString().contains(identity.stored().privateKey()));
    }
}
