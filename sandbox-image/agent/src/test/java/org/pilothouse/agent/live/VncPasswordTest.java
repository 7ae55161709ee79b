package org.pilothouse.agent.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VncPasswordTest {
    @TempDir
    private Path folder;

    @Test
    void isWrittenAsVncServersReadIt() {
        // what vncpasswd makes of it
        assertEquals("dbd83cfd727a1458", HexFormat.of().formatHex(VncPassword.obfuscated("password")));
    }

    @Test
    void isMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        Path file = folder.resolve("config/vnc-password");
        Path server = folder.resolve("run/vnc.passwd");
        VncPassword.provide(file, server);
        String made = Files.readString(file).strip();
        assertTrue(made.matches("[a-zA-Z2-9]{8}"), "a password of eight letters and digits");
        byte[] first = Files.readAllBytes(server);
        VncPassword.provide(file, server);
        assertEquals(made, Files.readString(file).strip());
        assertArrayEquals(first, Files.readAllBytes(server));
        for (Path secret : new Path[] {file, server}) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "longer than eight", "with sp", "umläute"})
    void whatVncCannotUseIsRefused(String password) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), password);
        var refused = assertThrows(
                VncPassword.UnusableException.class, () -> VncPassword.provide(file, folder.resolve("server")));
        assertTrue(refused.getMessage().contains("6 to 8 printable characters"), refused.getMessage());
    }
}
