package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.Keysym;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.XtigervncServer;

/** Against a real server that the test starts. */
@Tag("display")
class XtigervncTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Events events = new Events();

    @Test
    void whatIsTypedReachesAProgramAndItsAnswerIsSeen() throws Exception {
        Path typed = directory.resolve("typed");
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None");
                RfbSession session = connect(server, RfbOptions.defaults())) {
            Framebuffer screen = session.awaitConnected(SOON).framebuffer();
            assertEquals(640, screen.width());
            int empty = awaitChange(screen, 0);
            server.start("xterm", "-geometry", "100x40+0+0", "-e", "cat > " + typed);
            int prompt = awaitChange(screen, empty);
            session.pointer(200, 200, 0);
            int before = awaitQuiet(screen, prompt);

            for (char c : "Hi \u00e4#".toCharArray()) {
                press(session, Keysym.ofCodePoint(c));
            }
            press(session, Keysym.RETURN);

            awaitFile(typed, "Hi \u00e4#\n");
            assertNotEquals(before, awaitChange(screen, before));
            assertTrue(session.statistics().roundTrip().isPresent(), "Xtigervnc has fences");
            assertTrue(session.statistics().latencies().inputToPixel().count() > 0, "a key was seen to show");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"RAW", "HEXTILE", "ZRLE", "RRE", "TIGHT"})
    void everyEncodingGivesTheSamePicture(Encoding encoding) throws Exception {
        RfbOptions only = RfbOptions.builder().encodings(List.of(encoding)).build();
        RfbOptions raw = RfbOptions.builder().encodings(List.of(Encoding.RAW)).build();
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None");
                RfbSession plain = connect(server, raw)) {
            server.start(
                    "xterm", "-geometry", "80x30+10+10", "-e", "ls -la --color=always /usr/bin | head -200; sleep 60");
            Framebuffer expected = plain.awaitConnected(SOON).framebuffer();
            awaitQuiet(expected, 0);
            Events others = new Events();
            try (RfbSession session = RfbClient.connect(RfbTransport.unix(server.socket()), only, others)) {
                Framebuffer seen = session.awaitConnected(SOON).framebuffer();
                others.await(Events.Updated.class);
                awaitQuiet(seen, 0);
                assertEquals(expected.crc32(), seen.crc32());
                assertTrue(session.statistics().rectangles().containsKey(encoding));
            }
        }
    }

    @Test
    void unicodeTextTravelsBothWays() throws Exception {
        Path pasted = directory.resolve("pasted");
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None");
                RfbSession session = connect(server, RfbOptions.defaults())) {
            Framebuffer screen = session.awaitConnected(SOON).framebuffer();
            server.start("xterm", "-u8", "-geometry", "100x40+0+0", "-e", "echo 'g\u00fcltig\u0142'; cat > " + pasted);
            session.pointer(200, 200, 0);
            awaitQuiet(screen, awaitChange(screen, 0));

            session.sendCutText("Gr\u00fc\u00dfe \u2713\n");
            click(session, 200, 200, PointerButton.MIDDLE, 1);
            awaitFile(pasted, "Gr\u00fc\u00dfe \u2713\n");

            click(session, 20, 8, PointerButton.LEFT, 2);
            assertEquals("g\u00fcltig\u0142", events.await(Events.CutText.class).text());
        }
    }

    @Test
    void aLockKeySwitchedByItsPlaceIsTold() throws Exception {
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None");
                RfbSession session = connect(server, RfbOptions.defaults())) {
            session.awaitConnected(SOON);
            assertFalse(events.await(Events.Locks.class).locks().caps());
            assertTrue(session.takesScanCodes());
            session.key(Keysym.CAPS_LOCK, 0x3a, true);
            session.key(Keysym.CAPS_LOCK, 0x3a, false);
            assertTrue(events.await(Events.Locks.class).locks().caps());
        }
    }

    private static void click(RfbSession session, int x, int y, PointerButton button, int times) {
        for (int i = 0; i < times; i++) {
            session.pointer(x, y, button.mask());
            session.pointer(x, y, 0);
        }
    }

    @Test
    void theDesktopTakesAnotherSize() throws Exception {
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None");
                RfbSession session = connect(server, RfbOptions.defaults())) {
            session.awaitConnected(SOON);
            session.requestSize(801, 602);
            Framebuffer larger = events.await(Events.Resized.class).framebuffer();
            assertEquals(801, larger.width());
            assertEquals(602, larger.height());
        }
    }

    @Test
    void passwordsAreCheckedByTheServer() throws Exception {
        Path file = directory.resolve("password");
        Process vncpasswd = new ProcessBuilder("vncpasswd", "-f")
                .redirectOutput(file.toFile())
                .start();
        vncpasswd.getOutputStream().write("correct\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        vncpasswd.getOutputStream().close();
        assertEquals(0, vncpasswd.waitFor());
        try (XtigervncServer server =
                new XtigervncServer(directory, "-SecurityTypes", "VncAuth", "-PasswordFile", file.toString())) {
            try (RfbSession session = connect(server, withPassword("correct"))) {
                session.awaitConnected(SOON);
            }
            Events refused = new Events();
            try (RfbSession _ = RfbClient.connect(RfbTransport.unix(server.socket()), withPassword("wrong"), refused)) {
                CloseReason reason = refused.awaitClosed();
                assertEquals(CloseReason.Kind.SECURITY, reason.kind());
                assertTrue(reason.message().contains("Authentication failure"), reason.message());
            }
        }
    }

    private static RfbOptions withPassword(String password) {
        return RfbOptions.builder()
                .credentials(RfbCredentials.ofPassword(password))
                .build();
    }

    private RfbSession connect(XtigervncServer server, RfbOptions options) {
        return RfbClient.connect(RfbTransport.unix(server.socket()), options, events);
    }

    private static void press(RfbSession session, int keysym) {
        session.key(keysym, true);
        session.key(keysym, false);
    }

    /** Waits until the picture is another one. */
    private int awaitChange(Framebuffer screen, int before) {
        while (screen.crc32() == before) {
            events.await(Events.Updated.class);
        }
        return screen.crc32();
    }

    /** Waits until the picture stays the same for half a second. */
    private static int awaitQuiet(Framebuffer screen, int before) throws InterruptedException {
        int last = before;
        for (int same = 0; same < 10; ) {
            Thread.sleep(50);
            int now = screen.crc32();
            same = now == last ? same + 1 : 0;
            last = now;
        }
        return last;
    }

    private static void awaitFile(Path file, String content) throws Exception {
        for (int i = 0;
                i < 200 && !(Files.exists(file) && Files.readString(file).equals(content));
                i++) {
            Thread.sleep(50);
        }
        assertEquals(content, Files.readString(file));
    }
}
