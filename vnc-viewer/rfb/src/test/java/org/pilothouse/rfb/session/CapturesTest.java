package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.RfbLimits;

/**
 * Streams recorded from real servers give the picture that other viewers make of them.
 *
 * <p>Each resource is the start of a longer recording, cut after a whole update. The whole recordings were decoded by five other viewers,
 * TigerVNC and libvncclient among them, to a known CRC-32. This engine was first seen to reach those CRCs on the whole recordings; the
 * values here are its CRCs at the cut.
 */
class CapturesTest {
    @ParameterizedTest
    @CsvSource({
        "tiger-desk-720-zrle, 76e80415, 16",
        "x11vnc-desk-720-zrle, f9f7b963, 11",
        "tiger-desk-720-hextile, 1601537c, 11",
        "tightvnc-desk-720-hextile, 9597e950, 41",
        "tiger-desk-720-tight-jpeg, ca6a7ad4, 13",
        "tiger-desk-720-tight-lossless, 84ff7438, 7",
        "tightvnc-desk-720-corre, a71c3898, 28",
        "tightvnc-desk-720-tight-gradient, 22b8f93b, 45",
        "tightvnc-desk-720-tight-jpeg, df0e4efa, 49",
        "tightvnc-desk-720-zlib, 1ad711f0, 31",
    })
    void givesThePictureThatOtherViewersSee(String name, String crc32, long updates) throws IOException {
        try (InputStream resource = CapturesTest.class.getResourceAsStream("/captures/" + name + ".rfb.gz");
                InputStream recording = new GZIPInputStream(resource)) {
            StreamReplay.Result result = StreamReplay.run(recording, RfbLimits.DEFAULT, false);

            assertEquals(updates, result.updates());
            assertEquals(crc32, HexFormat.of().toHexDigits(result.framebuffer().crc32()));
        }
    }
}
