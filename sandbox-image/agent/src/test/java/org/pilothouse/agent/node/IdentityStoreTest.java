package org.pilothouse.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.protocol.identity.DeviceIdentity;

class IdentityStoreTest {
    @TempDir
    Path home;

    private Path file() {
        return home.resolve(".config/pilothouse/device-identity.json");
    }

    @Test
    void isMadeOnceAndOnlyItsOwnerCanReadIt() throws Exception {
        DeviceIdentity first = new IdentityStore(home).loadOrCreate();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals(first.deviceId(), new IdentityStore(home).loadOrCreate().deviceId());
        try (var files = Files.list(file().getParent())) {
            assertEquals(1, files.count(), "no temporary file is left");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "{}", "{\"device_id\":\"dev_x\",\"public_key\":\"AA\",\"private_key\":\"AA\"}"})
    void aDamagedOneIsReplaced(String content) throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        DeviceIdentity made = new IdentityStore(home).loadOrCreate();
        assertEquals(made.deviceId(), new IdentityStore(home).loadOrCreate().deviceId());
    }

    @Test
    void whereNothingCanBeWrittenItLastsForThisAgent() throws Exception {
        Path blocked = home.resolve("file");
        Files.writeString(blocked, "");
        DeviceIdentity one = new IdentityStore(blocked).loadOrCreate();
        assertTrue(one.deviceId().startsWith("dev_"));
        assertNotEquals(
                one.deviceId(), new IdentityStore(blocked).loadOrCreate().deviceId());
        assertFalse(Files.isDirectory(blocked));
    }
}
