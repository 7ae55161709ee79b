package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pilothouse.rfb.ColourMode;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.OtherServers;
import org.pilothouse.rfb.testing.Pictures;

/** Every encoding of every server that Debian has gives the picture that Raw gives. */
@Tag("display")
@Timeout(120)
class OtherServersTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyEncodingGivesThePictureThatRawGives(OtherServers kind) throws Exception {
        assumeTrue(kind.isInstalled(), "SKIPPED: " + kind.program() + " is not installed");
        try (OtherServers.Running server = kind.start(directory)) {
            int expected = picture(server, Encoding.RAW);
            assertNotEquals(new Framebuffer(640, 480).crc32(), expected, "something is to be seen");
            for (Encoding encoding : kind.encodings()) {
                assertEquals(expected, picture(server, encoding), kind + " " + encoding);
            }
        }
    }

    /** A machine that stands still still has a keyboard and a PS/2 mouse. */
    @Test
    void aVirtualMachineTellsOfItsKeyboardAndMouse() throws Exception {
        assumeTrue(OtherServers.QEMU.isInstalled(), "SKIPPED: QEMU is not installed");
        Events events = new Events();
        try (OtherServers.Running server = OtherServers.QEMU.start(directory);
                RfbSession session = RfbClient.connect(server.dialer(), RfbOptions.defaults(), events)) {
            assertTrue(events.await(Events.PointerMode.class).relative());
            session.movePointer(5, 5, 0);
            session.key(0xffe5, 0x3a, true);
            session.key(0xffe5, 0x3a, false);
            events.await(Events.Updated.class);
            assertTrue(session.takesScanCodes());
        }
    }

    private static int picture(OtherServers.Running server, Encoding encoding) throws InterruptedException {
        return Pictures.of(server.dialer(), encoding, ColourMode.TRUE_COLOUR).crc32();
    }
}
