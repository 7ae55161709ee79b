package org.pilothouse.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a viewer may say to a desktop. */
class RfbFilterTest {
    private static final String PIXEL_FORMAT = "00000000" + "2018000100ff00ff00ff100800000000";
    private static final String UPDATE_REQUEST = "03000000000005000320";

    private final ByteArrayOutputStream desktop = new ByteArrayOutputStream();

    private RfbFilter filter(boolean control) throws IOException {
        RfbFilter filter = new RfbFilter(control, desktop);
        filter.accept(bytes("RFB 003.008\n"));
        filter.accept(hex("01"));
        filter.accept(hex("00"));
        assertEquals("524642203030332e3030380a" + "01" + "01", sent(), "the desktop is always shared");
        desktop.reset();
        return filter;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "KeyEvent, 0401000000000061",
        "PointerEvent, 050100640064",
        "ClientCutText, 060000000000000568656c6c6f",
        "extended clipboard, 06000000fffffffc01000001",
        "QEMU key, ff0000010000006100000026",
        "QEMU audio format, ff01000203020000ac44",
        "QEMU audio, ff010000",
        "SetDesktopSize, fb00050003200100000000000000000005000320" + "00000000",
        "xvp, fa000102"
    })
    void inViewModeInputDoesNotGetPast(String what, String message) throws IOException {
        RfbFilter filter = filter(false);
        filter.accept(hex(message));
        assertEquals("", sent(), what);
        filter.accept(hex(UPDATE_REQUEST));
        assertEquals(UPDATE_REQUEST, sent(), "and the next message is found");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "SetPixelFormat, " + PIXEL_FORMAT,
        "FramebufferUpdateRequest, " + UPDATE_REQUEST,
        "EnableContinuousUpdates, 96010000000005000320",
        "ClientFence, f80000008000000100",
        "ClientFence with payload, f800000080000001 04 01020304"
    })
    void inViewModeLookingGetsPast(String what, String message) throws IOException {
        filter(false).accept(hex(message));
        assertEquals(message.replace(" ", ""), sent(), what);
    }

    @Test
    void inViewModeExtensionsThatChangeTheViewersMessagesAreWithheld() throws IOException {
        // Raw, extended buttons (-316), QEMU keys (-258), Fence (-312)
        filter(false).accept(hex("02000004" + "00000000" + "fffffec4" + "fffffefe" + "fffffec8"));
        assertEquals("02000002" + "00000000" + "fffffec8", sent());
    }

    @Test
    void messagesMayArriveByteByByte() throws IOException {
        RfbFilter filter = new RfbFilter(false, desktop);
        byte[] all = HexFormat.of()
                .parseHex(
                        "524642203030332e3030380a" + "01" + "00" + PIXEL_FORMAT + "0401000000000061" + UPDATE_REQUEST);
        for (byte b : all) {
            filter.accept(ByteBuffer.wrap(new byte[] {b}));
        }
        assertEquals("524642203030332e3030380a" + "01" + "01" + PIXEL_FORMAT + UPDATE_REQUEST, sent());
    }

    @Test
    void inControlModeEverythingGetsPastOnceShared() throws IOException {
        String all = "0401000000000061" + "050100640064" + "c8deadbeef";
        filter(true).accept(hex(all));
        assertEquals(all, sent());
    }

    @Test
    void version33HasNoSecurityChoice() throws IOException {
        RfbFilter filter = new RfbFilter(false, desktop);
        filter.accept(bytes("RFB 003.003\n"));
        filter.accept(hex("00"));
        filter.accept(hex(UPDATE_REQUEST));
        assertEquals("524642203030332e3030330a" + "01" + UPDATE_REQUEST, sent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c8", "01", "ff07", "f800000080000001ff"})
    void whatCannotBePlacedEndsTheSession(String message) throws IOException {
        RfbFilter filter = filter(false);
        assertThrows(RfbFilter.Violation.class, () -> filter.accept(hex(message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFB 004.001\n", "HTTP/1.1 200", "RFB 003.999\n"})
    void anotherProtocolEndsTheSession(String version) {
        assertThrows(RfbFilter.Violation.class, () -> new RfbFilter(false, desktop).accept(bytes(version)));
    }

    @Test
    void anotherSecurityTypeEndsTheSession() throws IOException {
        RfbFilter filter = new RfbFilter(true, desktop);
        filter.accept(bytes("RFB 003.008\n"));
        assertThrows(RfbFilter.Violation.class, () -> filter.accept(hex("02")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"060000007fffffff", "0600000080000000", "06000000" + "00200000"})
    void aClipboardBeyondAllBoundsEndsTheSession(String message) throws IOException {
        RfbFilter filter = filter(false);
        assertThrows(RfbFilter.Violation.class, () -> filter.accept(hex(message)));
    }

    @Test
    void aLargeClipboardIsDroppedWhole() throws IOException {
        RfbFilter filter = filter(false);
        filter.accept(hex("0600000000080000"));
        byte[] half = new byte[0x40000];
        filter.accept(ByteBuffer.wrap(half));
        filter.accept(ByteBuffer.wrap(half));
        filter.accept(hex(UPDATE_REQUEST));
        assertArrayEquals(HexFormat.of().parseHex(UPDATE_REQUEST), desktop.toByteArray());
    }

    private String sent() {
        return HexFormat.of().formatHex(desktop.toByteArray());
    }

    private static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
