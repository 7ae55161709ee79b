package org.pilothouse.rfb.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.testing.FakeServer.Message;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

class WirePixelsTest {
    /** Format as on the wire, a pixel, its colour; its compact form where that is another. */
    @ParameterizedTest
    @CsvSource({
        "20180001 00ff00ff00ff 100800, 332211ee, ff112233, 332211",
        "20180101 00ff00ff00ff 100800, ee112233, ff112233, 112233",
        "20180001 00ff00ff00ff 000810, 112233ee, ff112233, 112233",
        "20180001 00ff00ff00ff 081018, ee112233, ff112233, 112233",
        "20180101 00ff00ff00ff 181008, 112233ee, ff112233, 112233",
        "20200001 00ff00ff00ff 100800, 332211ee, ff112233, 332211ee",
        "20180001 001f003f001f 0b0500, 00f80000, ffff0000, 00f800",
        "10100001 001f003f001f 0b0500, e007, ff00ff00, e007",
        "10100101 001f003f001f 0b0500, 07e0, ff00ff00, 07e0",
        "100f0001 001f001f001f 0a0500, ff7f, ffffffff, ff7f",
        "08080001 000700070003 000306, 07, ffff0000, 07",
        "08080001 000700070003 000306, ff, ffffffff, ff",
        "08080001 000700070003 000306, 24, ff929200, 24",
        "08030001 000100010001 020100, fd, ffff00ff, fd",
    })
    void pixelsBecomeColours(String format, String pixel, String colour, String compact) throws IOException {
        WirePixels pixels = new WirePixels(format(format));
        assertEquals(colour, hex(pixels.pixel(), pixel));
        assertEquals(colour, hex(pixels.compactPixel(), compact));
    }

    @Test
    void tightHasBytesOfRedGreenBlueOnlyAtDepth24() throws IOException {
        assertEquals("ff112233", hex(new WirePixels(PixelFormat.TRUE_COLOUR).tightPixel(), "112233"));
        assertEquals("ff112233", hex(new WirePixels(format("20180101 00ff00ff00ff 000810")).tightPixel(), "112233"));
        WirePixels deep = new WirePixels(format("20200001 00ff00ff00ff 100800"));
        assertSame(deep.pixel(), deep.tightPixel());
        WirePixels high = new WirePixels(PixelFormat.HIGH_COLOUR);
        assertSame(high.pixel(), high.tightPixel());
    }

    @ParameterizedTest
    @CsvSource({
        "00000000 000000000000 000000, no bits",
        "18180001 00ff00ff00ff 100800, 24 bits",
        "20210001 00ff00ff00ff 100800, deeper than its bits",
        "20180001 00ff00ff00ff 180800, overlaps nothing but is fine",
        "20180001 00fe00ff00ff 100800, maximum that is no mask",
        "20180001 01ff00ff00ff 100800, maximum beyond a byte",
        "20180001 00ff00ff00ff 190800, shift out of the pixel",
        "20180001 00ff00ff00ff ff0800, shift far out",
        "20180001 00ff00ff00ff 080800, channels overlap",
        "20180001 000000ff00ff 100800, no red",
        "10100000 000000000000 000000, colour map of 16 bits",
    })
    void formatsThatCannotBeAreNotSane(String format, String why) throws IOException {
        assertEquals(why.endsWith("fine"), format(format).isSane(), why);
        if (!why.endsWith("fine")) {
            assertThrows(IllegalArgumentException.class, () -> new WirePixels(format(format)));
        }
    }

    @Test
    void aFormatIsWrittenAsItIsRead() throws IOException {
        for (PixelFormat format :
                new PixelFormat[] {PixelFormat.TRUE_COLOUR, PixelFormat.HIGH_COLOUR, PixelFormat.LOW_COLOUR}) {
            WireBuffer written = new WireBuffer();
            format.write(written);
            assertEquals(16, written.size());
            assertTrue(format.isSane());
            assertEquals(format, PixelFormat.read(reader(written.toByteArray())));
        }
    }

    @Test
    void aColourMapMayBeSetPieceByPiece() throws IOException {
        WirePixels pixels = new WirePixels(format("08080000 000000000000 000000"));
        assertEquals("ff000000", hex(pixels.pixel(), "05"));
        assertTrue(pixels.readColourMap(map(5, "ffff80000000")));
        assertEquals("ffff8000", hex(pixels.pixel(), "05"));
        assertFalse(pixels.readColourMap(map(5, "ffff80000000")), "nothing new");
        assertFalse(pixels.readColourMap(map(300, "ffff80000000")), "beyond all pixels");
        assertThrows(RfbProtocolException.class, () -> pixels.readColourMap(map(65535, "000000000000000000000000")));
        assertFalse(new WirePixels(PixelFormat.LOW_COLOUR).readColourMap(map(7, "000000000000")), "true colour");
    }

    private static WireReader map(int first, String colours) {
        Message message = new Message().u8(0).u16(first).u16(colours.length() / 12);
        return reader(message.hex(colours).bytes());
    }

    private static PixelFormat format(String hex) throws IOException {
        return PixelFormat.read(reader(new Message().hex(hex).zeros(3).bytes()));
    }

    private static WireReader reader(byte[] bytes) {
        return new WireReader(new ByteArrayInputStream(bytes));
    }

    /** The first pixel's colour; bytes behind it are loaded too. */
    private static String hex(PixelCodec codec, String pixel) {
        byte[] bytes = HexFormat.of().parseHex(pixel + "ffffffff");
        assertEquals(pixel.length() / 2, codec.size());
        int[] copied = new int[2];
        codec.copy(bytes, 0, copied, 1, 1);
        assertEquals(codec.load(bytes, 0), copied[1]);
        return Integer.toHexString(copied[1]);
    }
}
