package org.pilothouse.rfb.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.testing.FakeServer.Message;
import org.pilothouse.rfb.wire.WireReader;

class DecodersTest {
    private static final WirePixels NATIVE = new WirePixels(PixelFormat.TRUE_COLOUR);
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLUE = 0xFF0000FF;
    private static final int BLACK = Framebuffer.BLACK;

    private final Decoders decoders = new Decoders(NATIVE, RfbLimits.DEFAULT, NativeCode.NONE);
    private final Deflater deflater = new Deflater();
    private final Framebuffer framebuffer = new Framebuffer(80, 70);

    @AfterEach
    void close() {
        deflater.end();
    }

    @Test
    void rawPixelsAreBlueGreenRedAndGetFullAlpha() throws IOException {
        decode(Encoding.RAW, 1, 2, 2, 1, new Message().hex("0000ff00 ff0000aa"));

        assertEquals(RED, framebuffer.pixel(1, 2));
        assertEquals(BLUE, framebuffer.pixel(2, 2));
        assertEquals(BLACK, framebuffer.pixel(3, 2));
    }

    @Test
    void aRawRectangleMayArriveByteByByte() throws IOException {
        byte[] bytes = new Message()
                .pixel(0x010203)
                .pixel(0x040506)
                .pixel(0x070809)
                .pixel(0x0a0b0c)
                .bytes();
        WireReader trickle = new WireReader(new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, 1);
            }
        });
        decoders.of(Encoding.RAW).decode(trickle, framebuffer, 0, 0, 2, 2);

        assertEquals(0xFF010203, framebuffer.pixel(0, 0));
        assertEquals(0xFF0a0b0c, framebuffer.pixel(1, 1));
    }

    @Test
    void copyRectMovesDownOverItself() throws IOException {
        for (int y = 0; y < 10; y++) {
            framebuffer.pixels()[y * 80] = 0xFF000000 | y;
        }
        decode(Encoding.COPY_RECT, 0, 3, 1, 7, new Message().u16(0).u16(0));

        for (int y = 3; y < 10; y++) {
            assertEquals(0xFF000000 | y - 3, framebuffer.pixel(0, y));
        }
    }

    @Test
    void copyRectMovesUpAndSidewaysOverItself() throws IOException {
        for (int i = 0; i < 10; i++) {
            framebuffer.pixels()[i * 80] = 0xFF000000 | i;
            framebuffer.pixels()[20 * 80 + i] = 0xFF000000 | i;
        }
        decode(Encoding.COPY_RECT, 0, 0, 1, 7, new Message().u16(0).u16(3));
        decode(Encoding.COPY_RECT, 2, 20, 8, 1, new Message().u16(0).u16(20));

        assertEquals(0xFF000003, framebuffer.pixel(0, 0));
        assertEquals(0xFF000009, framebuffer.pixel(0, 6));
        assertEquals(0xFF000000, framebuffer.pixel(2, 20));
        assertEquals(0xFF000007, framebuffer.pixel(9, 20));
    }

    @Test
    void copyRectFromOutsideIsRefused() {
        assertRefused(Encoding.COPY_RECT, 0, 0, 10, 10, new Message().u16(71).u16(0));
        assertRefused(Encoding.COPY_RECT, 0, 0, 10, 10, new Message().u16(0).u16(61));
        assertRefused(
                Encoding.COPY_RECT, 0, 0, 10, 10, new Message().u16(0xFFFF).u16(0xFFFF));
    }

    @Test
    void rreDrawsRectanglesOnABackground() throws IOException {
        Message rre = new Message().u32(1).pixel(0xFF0000).pixel(0x00FF00);
        decode(Encoding.RRE, 4, 5, 10, 10, rre.u16(1).u16(2).u16(3).u16(4));

        assertEquals(RED, framebuffer.pixel(4, 5));
        assertEquals(GREEN, framebuffer.pixel(5, 7));
        assertEquals(GREEN, framebuffer.pixel(7, 10));
        assertEquals(RED, framebuffer.pixel(8, 10));
        assertEquals(BLACK, framebuffer.pixel(14, 5));
    }

    @Test
    void rreRectanglesOutsideAndCountsWithoutEndAreRefused() {
        Message outside =
                new Message().u32(1).pixel(0).pixel(1).u16(8).u16(0).u16(3).u16(1);
        assertRefused(Encoding.RRE, 0, 0, 10, 10, outside);
        assertRefused(Encoding.RRE, 0, 0, 10, 10, new Message().u32(0xFFFFFFFFL).pixel(0));
    }

    @Test
    void hextileCarriesColoursFromTileToTile() throws IOException {
        Message tiles = new Message();
        tiles.u8(2 | 4 | 8).pixel(0xFF0000).pixel(0x00FF00).u8(1).u8(0x12).u8(0x21); // at 1,2 size 3x2
        tiles.u8(0); // the second tile: background again
        decode(Encoding.HEXTILE, 0, 0, 20, 16, tiles);

        assertEquals(RED, framebuffer.pixel(0, 0));
        assertEquals(GREEN, framebuffer.pixel(1, 2));
        assertEquals(GREEN, framebuffer.pixel(3, 3));
        assertEquals(RED, framebuffer.pixel(4, 3));
        assertEquals(RED, framebuffer.pixel(19, 15));
    }

    @Test
    void hextileHasRawAndColouredTiles() throws IOException {
        Message tiles = new Message().u8(1);
        for (int i = 0; i < 16 * 2; i++) {
            tiles.pixel(i);
        }
        tiles.u8(2 | 8 | 16).pixel(0x0000FF).u8(2);
        tiles.pixel(0xFF0000).u8(0x00).u8(0x00).pixel(0x00FF00).u8(0x31).u8(0x00);
        decode(Encoding.HEXTILE, 0, 0, 20, 2, tiles);

        assertEquals(0xFF000011, framebuffer.pixel(1, 1));
        assertEquals(RED, framebuffer.pixel(16, 0));
        assertEquals(GREEN, framebuffer.pixel(19, 1));
        assertEquals(BLUE, framebuffer.pixel(18, 1));
    }

    @Test
    void hextileRectanglesOutsideAClippedTileAreRefused() {
        Message tile =
                new Message().u8(2 | 4 | 8).pixel(0).pixel(1).u8(1).u8(0x00).u8(0x50);
        assertRefused(Encoding.HEXTILE, 0, 0, 5, 5, tile);
    }

    @Test
    void zrleHasSolidRawAndPackedTiles() throws IOException {
        decode(Encoding.ZRLE, 0, 0, 2, 2, zrle(new Message().u8(1).hex("0000ff")));
        decode(Encoding.ZRLE, 10, 0, 2, 1, zrle(new Message().u8(0).hex("0000ff ff0000")));
        decode(
                Encoding.ZRLE,
                20,
                0,
                9,
                1,
                zrle(new Message().u8(2).hex("0000ff 00ff00").hex("5580")));
        decode(
                Encoding.ZRLE,
                30,
                0,
                3,
                1,
                zrle(new Message().u8(3).hex("0000ff 00ff00 ff0000").hex("18")));
        Message sixteen = new Message().u8(5).hex("000000 0000ff 00ff00 ff0000 010101");
        decode(Encoding.ZRLE, 40, 0, 3, 1, zrle(sixteen.hex("4320")));

        assertEquals(RED, framebuffer.pixel(1, 1));
        assertEquals(BLUE, framebuffer.pixel(11, 0));
        assertEquals(RED, framebuffer.pixel(20, 0));
        assertEquals(GREEN, framebuffer.pixel(21, 0));
        assertEquals(GREEN, framebuffer.pixel(28, 0));
        assertEquals(RED, framebuffer.pixel(30, 0));
        assertEquals(GREEN, framebuffer.pixel(31, 0));
        assertEquals(BLUE, framebuffer.pixel(32, 0));
        assertEquals(0xFF010101, framebuffer.pixel(40, 0));
        assertEquals(BLUE, framebuffer.pixel(41, 0));
        assertEquals(GREEN, framebuffer.pixel(42, 0));
    }

    @Test
    void zrleHasRunsThatWrapAroundRows() throws IOException {
        Message plain = new Message().u8(128).hex("0000ff 04").hex("00ff00 00");
        decode(Encoding.ZRLE, 0, 0, 3, 2, zrle(plain));
        Message palette = new Message().u8(130).hex("0000ff 00ff00").hex("00 8104");
        decode(Encoding.ZRLE, 10, 0, 3, 2, zrle(palette));
        Message longRun = new Message().u8(128).hex("ff0000").hex("ffffffffffffffffffffffffffffffff0f");
        decode(Encoding.ZRLE, 0, 6, 64, 64, zrle(longRun));

        assertEquals(RED, framebuffer.pixel(1, 1));
        assertEquals(GREEN, framebuffer.pixel(2, 1));
        assertEquals(RED, framebuffer.pixel(10, 0));
        assertEquals(GREEN, framebuffer.pixel(12, 1));
        assertEquals(BLUE, framebuffer.pixel(63, 69));
    }

    @Test
    void zrleTilesThatAreNoneAreRefused() {
        assertRefused(Encoding.ZRLE, 0, 0, 2, 2, zrle(new Message().u8(17).zeros(20)));
        assertRefused(Encoding.ZRLE, 0, 0, 2, 2, zrle(new Message().u8(127).zeros(20)));
        assertRefused(Encoding.ZRLE, 0, 0, 2, 2, zrle(new Message().u8(129).zeros(20)));
    }

    @Test
    void zrleRunsLongerThanTheTileAreRefused() {
        assertRefused(Encoding.ZRLE, 0, 0, 2, 2, zrle(new Message().u8(128).hex("0000ff 04")));
    }

    @Test
    void zrlePaletteIndexesWithoutAColourAreRefused() {
        assertRefused(
                Encoding.ZRLE, 0, 0, 3, 1, zrle(new Message().u8(3).zeros(9).hex("fc")));
        assertRefused(
                Encoding.ZRLE, 0, 0, 1, 1, zrle(new Message().u8(130).zeros(6).hex("05")));
    }

    @Test
    void zrleDataShorterOrLongerThanItsTilesIsRefused() {
        RfbProtocolException tooShort = assertRefused(
                Encoding.ZRLE, 0, 0, 80, 2, zrle(new Message().u8(1).hex("0000ff")));
        assertTrue(tooShort.getMessage().contains("before its last tile"), tooShort.getMessage());
        assertRefused(Encoding.ZRLE, 0, 0, 2, 2, zrle(new Message().u8(1).hex("0000ff 00")));
    }

    @Test
    void aZrleBombIsRefusedBeforeItUnfolds() {
        Message bomb = new Message().u8(1).hex("0000ff").put(new byte[40 << 20]);
        RfbProtocolException e = assertRefused(Encoding.ZRLE, 0, 0, 64, 64, zrle(bomb));
        assertTrue(e.getMessage().contains("after its last tile"), e.getMessage());
    }

    @Test
    void compressedLengthsBeyondReasonAreRefusedUnread() {
        RfbProtocolException e = assertRefused(Encoding.ZRLE, 0, 0, 2, 2, new Message().u32(0xFFFFFFFFL));
        assertTrue(e.getMessage().contains("4294967295"), e.getMessage());
    }

    @Test
    void damagedCompressedDataIsRefused() {
        assertRefused(Encoding.ZRLE, 0, 0, 2, 2, new Message().u32(4).hex("deadbeef"));
    }

    @Test
    void correHasCoordinatesOfOneByte() throws IOException {
        Message corre = new Message().u32(1).pixel(0xFF0000).pixel(0x00FF00);
        decode(Encoding.CORRE, 4, 5, 10, 10, corre.u8(1).u8(2).u8(3).u8(4));

        assertEquals(RED, framebuffer.pixel(4, 5));
        assertEquals(GREEN, framebuffer.pixel(7, 10));
        assertRefused(
                Encoding.CORRE,
                0,
                0,
                9,
                9,
                new Message().u32(1).pixel(0).pixel(0).hex("00 00 0a 01"));
    }

    @Test
    void zlibIsRawPixelsCompressed() throws IOException {
        decode(
                Encoding.ZLIB,
                1,
                1,
                2,
                1,
                compressed(new Message().pixel(0xFF0000).pixel(0x0000FF)));

        assertEquals(RED, framebuffer.pixel(1, 1));
        assertEquals(BLUE, framebuffer.pixel(2, 1));
        assertRefused(Encoding.ZLIB, 0, 0, 2, 1, compressed(new Message().pixel(0)));
        assertRefused(
                Encoding.ZLIB, 0, 0, 1, 1, compressed(new Message().pixel(0).pixel(0)));
    }

    @Test
    void trleUsesThePaletteOfTheTileBefore() throws IOException {
        Message tiles = new Message().u8(2).hex("0000ff 00ff00").hex("8000".repeat(16));
        tiles.u8(127).hex("7fff".repeat(16));
        tiles.u8(129).hex("01 80fe");
        decode(Encoding.TRLE, 0, 0, 48, 16, tiles);

        assertEquals(GREEN, framebuffer.pixel(0, 0));
        assertEquals(RED, framebuffer.pixel(1, 0));
        assertEquals(RED, framebuffer.pixel(16, 3));
        assertEquals(GREEN, framebuffer.pixel(17, 3));
        assertEquals(GREEN, framebuffer.pixel(32, 0));
        assertEquals(RED, framebuffer.pixel(47, 15));
    }

    @Test
    void trleTilesMayArriveByteByByte() throws IOException {
        byte[] bytes = new Message().u8(3).hex("0000ff 00ff00 ff0000 18").bytes();
        WireReader trickle = new WireReader(new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, 1);
            }
        });
        decoders.of(Encoding.TRLE).decode(trickle, framebuffer, 0, 0, 3, 1);
        assertEquals(RED, framebuffer.pixel(0, 0));
        assertEquals(GREEN, framebuffer.pixel(1, 0));
        assertEquals(BLUE, framebuffer.pixel(2, 0));
    }

    @Test
    void trleCannotUseAPaletteThatThereIsNot() {
        assertRefused(Encoding.TRLE, 0, 0, 3, 1, new Message().u8(127).zeros(20));
        assertRefused(Encoding.TRLE, 0, 0, 3, 1, new Message().u8(129).zeros(20));
    }

    @Test
    void tightFillsWithOneColour() throws IOException {
        decode(Encoding.TIGHT, 3, 3, 70, 60, new Message().u8(0x80).hex("ff0000"));
        assertEquals(RED, framebuffer.pixel(3, 3));
        assertEquals(RED, framebuffer.pixel(72, 62));
    }

    @Test
    void tightSendsShortDataAsItIs() throws IOException {
        decode(Encoding.TIGHT, 0, 0, 2, 1, new Message().u8(0x00).hex("ff0000 0000ff"));
        decode(
                Encoding.TIGHT,
                10,
                0,
                9,
                2,
                new Message().u8(0x40).u8(1).u8(1).hex("ff0000 00ff00").hex("4080 8000"));
        decode(
                Encoding.TIGHT,
                20,
                0,
                3,
                1,
                new Message().u8(0x40).u8(1).u8(2).hex("ff0000 00ff00 0000ff").hex("020100"));
        decode(Encoding.TIGHT, 30, 0, 2, 1, new Message().u8(0x40).u8(2).hex("102030 ff0102"));

        assertEquals(RED, framebuffer.pixel(0, 0));
        assertEquals(BLUE, framebuffer.pixel(1, 0));
        assertEquals(RED, framebuffer.pixel(10, 0));
        assertEquals(GREEN, framebuffer.pixel(11, 0));
        assertEquals(GREEN, framebuffer.pixel(18, 0));
        assertEquals(GREEN, framebuffer.pixel(10, 1));
        assertEquals(BLUE, framebuffer.pixel(20, 0));
        assertEquals(RED, framebuffer.pixel(22, 0));
        assertEquals(0xFF102030, framebuffer.pixel(30, 0));
        assertEquals(0xFF0F2132, framebuffer.pixel(31, 0));
    }

    @Test
    void tightGradientPredictsFromLeftAboveAndAboveLeft() throws IOException {
        Message rows = new Message().hex("c80000 640000 640000").hex("0a0000 000000 f60000");
        Message compressed = tightZlib(rows);
        decode(Encoding.TIGHT, 0, 0, 3, 2, new Message().u8(0x40).u8(2).put(compressed.bytes()));

        assertEquals(0xFFC80000, framebuffer.pixel(0, 0));
        assertEquals(0xFF2C0000, framebuffer.pixel(1, 0), "200 + 100 = 300, which is 44");
        assertEquals(0xFF900000, framebuffer.pixel(2, 0));
        assertEquals(0xFFD20000, framebuffer.pixel(0, 1));
        assertEquals(0xFF360000, framebuffer.pixel(1, 1), "210 + 44 - 200");
        assertEquals(0xFF900000, framebuffer.pixel(2, 1), "54 + 144 - 44 - 10");
    }

    @Test
    void tightStreamsAreResetBeforeTheyAreUsed() throws IOException {
        Message pixels = new Message().hex("ff0000".repeat(8));
        decode(
                Encoding.TIGHT,
                0,
                0,
                8,
                1,
                new Message().u8(0x10).put(tightZlib(pixels).bytes()));
        deflater.reset();
        decode(
                Encoding.TIGHT,
                0,
                1,
                8,
                1,
                new Message().u8(0x12).put(tightZlib(pixels).bytes()));
        assertEquals(RED, framebuffer.pixel(7, 1));
        deflater.reset();
        assertRefused(
                Encoding.TIGHT,
                0,
                2,
                8,
                1,
                new Message().u8(0x10).put(tightZlib(pixels).bytes()));
    }

    @Test
    void tightDataOfAnotherLengthIsRefused() throws IOException {
        Message pixels = new Message().hex("ff0000".repeat(8));
        assertRefused(
                Encoding.TIGHT,
                0,
                0,
                9,
                1,
                new Message().u8(0x00).put(tightZlib(pixels).bytes()));
        deflater.reset();
        assertRefused(
                Encoding.TIGHT,
                0,
                0,
                7,
                1,
                new Message().u8(0x10).put(tightZlib(pixels).bytes()));
    }

    @Test
    void tightThatIsNoneIsRefused() {
        assertRefused(Encoding.TIGHT, 0, 0, 2, 1, new Message().u8(0xB0).zeros(20));
        assertRefused(Encoding.TIGHT, 0, 0, 2, 1, new Message().u8(0x40).u8(3).zeros(20));
        assertRefused(Encoding.TIGHT, 0, 0, 2, 1, new Message().u8(0x90).u8(3).hex("010203"));
        assertRefused(
                Encoding.TIGHT,
                0,
                0,
                3,
                1,
                new Message().u8(0x40).u8(1).u8(2).zeros(9).hex("000300"));
        assertRefused(
                Encoding.TIGHT,
                0,
                0,
                9,
                1,
                new Message().u8(0x40).u8(1).u8(0).zeros(3).hex("8000"));
    }

    @Test
    void tightRectanglesAreNotWiderThan2048() {
        Framebuffer wide = new Framebuffer(2049, 1);
        WireReader in = new WireReader(
                new ByteArrayInputStream(new Message().u8(0).zeros(9000).bytes()));
        assertThrows(
                RfbProtocolException.class, () -> decoders.of(Encoding.TIGHT).decode(in, wide, 0, 0, 2049, 1));
    }

    @Test
    void tightPngHasColoursAndPngImages() throws IOException {
        decode(Encoding.TIGHT_PNG, 0, 0, 3, 2, new Message().u8(0x8F).hex("00ff00"));
        assertEquals(GREEN, framebuffer.pixel(2, 1));

        ByteArrayOutputStream png = new ByteArrayOutputStream();
        Framebuffer picture = new Framebuffer(5, 4);
        picture.pixels()[6] = RED;
        picture.writePng(png);
        decode(
                Encoding.TIGHT_PNG,
                10,
                20,
                5,
                4,
                new Message().u8(0xA0).u8(png.size()).put(png.toByteArray()));
        assertEquals(RED, framebuffer.pixel(11, 21));
        assertEquals(BLACK, framebuffer.pixel(10, 20));
        assertFalse(decoders.of(Encoding.TIGHT_PNG).wasLossy());
    }

    @Test
    void aBareJpegEndsAtItsMarkerAndMayLeaveOutItsTables() throws IOException {
        byte[] image;
        try (InputStream in = getClass().getResourceAsStream("/jpeg/restart-2x2.jpg")) {
            image = in.readAllBytes();
        }
        decode(Encoding.JPEG, 3, 2, 61, 45, new Message().put(image));
        Framebuffer expected = framebuffer.resized(80, 70);
        assertNotEquals(BLACK, expected.pixel(30, 30));

        decode(Encoding.RAW, 0, 0, 80, 70, new Message().zeros(4 * 80 * 70));
        decode(Encoding.JPEG, 3, 2, 61, 45, new Message().put(withoutTables(image)));
        assertEquals(expected.crc32(), framebuffer.crc32());
    }

    /** The same image without its DHT and DQT segments, and with fill bytes before a marker. */
    private static byte[] withoutTables(byte[] image) {
        Message kept = new Message().hex("ffd8 ffff");
        int at = 2;
        while ((image[at + 1] & 0xFF) != 0xDA) {
            int marker = image[at + 1] & 0xFF;
            int length = 2 + ((image[at + 2] & 0xFF) << 8 | image[at + 3] & 0xFF);
            if (marker != 0xC4 && marker != 0xDB) {
                kept.put(java.util.Arrays.copyOfRange(image, at, at + length));
            }
            at += length;
        }
        return kept.put(java.util.Arrays.copyOfRange(image, at, image.length)).bytes();
    }

    @Test
    void aBareJpegIsNotReadWithoutEnd() {
        RfbLimits small = new RfbLimits(100, 10_000, 64, 64, 64, 1 << 20, 1 << 10, 64);
        Message endless = new Message().hex("ffd8 ffda 0008 01 01 00 00 3f 00").zeros(2000);
        WireReader in = new WireReader(new ByteArrayInputStream(endless.bytes()));
        assertThrows(RfbProtocolException.class, () -> new Decoders(NATIVE, small, NativeCode.NONE)
                .of(Encoding.JPEG)
                .decode(in, framebuffer, 0, 0, 8, 8));
    }

    @Test
    void aStreamThatEndsInTheMiddleIsALostConnection() {
        WireReader in = new WireReader(new ByteArrayInputStream(new byte[10]));
        assertThrows(
                RfbConnectionException.class, () -> decoders.of(Encoding.RAW).decode(in, framebuffer, 0, 0, 2, 2));
    }

    private void decode(Encoding encoding, int x, int y, int width, int height, Message message) throws IOException {
        WireReader in = new WireReader(new ByteArrayInputStream(message.bytes()));
        decoders.of(encoding).decode(in, framebuffer, x, y, width, height);
        assertThrows(RfbConnectionException.class, in::u8, "the decoder left bytes behind");
    }

    private RfbProtocolException assertRefused(
            Encoding encoding, int x, int y, int width, int height, Message message) {
        WireReader in = new WireReader(new ByteArrayInputStream(message.bytes()));
        return assertThrows(
                RfbProtocolException.class, () -> decoders.of(encoding).decode(in, framebuffer, x, y, width, height));
    }

    /** A ZRLE rectangle with these tiles, in the stream that all rectangles of a test share. */
    private Message zrle(Message tiles) {
        return compressed(tiles);
    }

    private Message compressed(Message plain) {
        byte[] bytes = deflate(plain);
        return new Message().u32(bytes.length).put(bytes);
    }

    private Message tightZlib(Message plain) {
        byte[] bytes = deflate(plain);
        Message length = bytes.length < 128
                ? new Message().u8(bytes.length)
                : new Message().u8(bytes.length & 0x7F | 0x80).u8(bytes.length >> 7);
        return length.put(bytes);
    }

    private byte[] deflate(Message plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        deflater.setInput(plain.bytes());
        byte[] part = new byte[8192];
        int count;
        do {
            count = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
            compressed.write(part, 0, count);
        } while (count == part.length);
        return compressed.toByteArray();
    }
}
