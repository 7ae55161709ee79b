package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.rfb.ColourMode;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.testing.OtherServers;
import org.pilothouse.rfb.testing.Pictures;
import org.pilothouse.rfb.testing.XtigervncServer;

/** Pixels of 8 and 16 bits, and those that servers have of their own, in every encoding of real servers. */
@Tag("display")
@Timeout(180)
class ColourModesTest {
    /** What cutting off to two bits, and to five, may change. */
    private static final int COARSE = 85;

    private static final int FINE = 8;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "XTIGHTVNC, HIGH_COLOUR",
        "XTIGHTVNC, LOW_COLOUR",
        "X11VNC, HIGH_COLOUR",
        "X11VNC, LOW_COLOUR",
        "QEMU, HIGH_COLOUR",
        "QEMU, LOW_COLOUR",
    })
    void everyEncodingGivesThePictureThatRawGives(OtherServers kind, ColourMode colours) throws Exception {
        assumeTrue(kind.isInstalled(), "SKIPPED: " + kind.program() + " is not installed");
        List<Encoding> encodings = new ArrayList<>(kind.encodings());
        encodings.remove(Encoding.TIGHT_PNG); // a PNG has its own colours
        if (colours == ColourMode.LOW_COLOUR) {
            encodings.remove(Encoding.RRE); // of one byte each, raw pixels are fewer bytes
        }
        try (OtherServers.Running server = kind.start(directory)) {
            assertSamePictures(server.dialer(), encodings, colours, colours == ColourMode.LOW_COLOUR ? COARSE : FINE);
        }
    }

    @ParameterizedTest
    @CsvSource({"HIGH_COLOUR, 24", "LOW_COLOUR, 24", "AS_SERVER, 16"})
    void soDoesXtigervnc(ColourMode colours, int depth) throws Exception {
        try (XtigervncServer server =
                new XtigervncServer(directory, "-SecurityTypes", "None", "-depth", Integer.toString(depth))) {
            server.start(OtherServers.SOMETHING_TO_SEE.toArray(String[]::new));
            assertSamePictures(
                    RfbTransport.unix(server.socket()),
                    List.of(Encoding.HEXTILE, Encoding.ZRLE, Encoding.RRE, Encoding.TIGHT),
                    colours,
                    colours == ColourMode.LOW_COLOUR ? COARSE : FINE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void theServersOwnPixelsAreShownAsItConvertsThem(int depth) throws Exception {
        assumeTrue(OtherServers.XTIGHTVNC.isInstalled(), "SKIPPED: Xtightvnc is not installed");
        try (OtherServers.Running server = OtherServers.XTIGHTVNC.start(directory, depth)) {
            List<Encoding> encodings = List.of(Encoding.CORRE, Encoding.HEXTILE, Encoding.ZLIB, Encoding.TIGHT);
            assertSamePictures(server.dialer(), encodings, ColourMode.AS_SERVER, FINE);
        }
    }

    private static void assertSamePictures(
            RfbDialer dialer, List<Encoding> encodings, ColourMode colours, int mostDifference) throws Exception {
        Framebuffer exact = Pictures.of(dialer, Encoding.RAW, ColourMode.TRUE_COLOUR);
        Framebuffer raw = Pictures.of(dialer, Encoding.RAW, colours);
        int difference = Pictures.difference(exact, raw);
        assertTrue(difference <= mostDifference, "colours differ by " + difference);
        for (Encoding encoding : encodings) {
            assertEquals(raw.crc32(), Pictures.of(dialer, encoding, colours).crc32(), encoding.toString());
        }
    }
}
