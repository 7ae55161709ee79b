package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.rfb.testing.Attack.compact;
import static org.pilothouse.rfb.testing.Attack.finished;
import static org.pilothouse.rfb.testing.Attack.flushed;
import static org.pilothouse.rfb.testing.Attack.pngChunk;
import static org.pilothouse.rfb.testing.Attack.pngHead;
import static org.pilothouse.rfb.testing.Attack.rect;
import static org.pilothouse.rfb.testing.Attack.tight;
import static org.pilothouse.rfb.testing.Attack.tightPng;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.testing.Attack;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** Attacks by pixels: each ends with a sentence, soon, and without memory being taken for what is only announced. */
class PixelAttacksTest {
    private static final int SIDE_X = 8;
    private static final int SIDE_Y = 4;
    private static final int PIXELS = SIDE_X * SIDE_Y;
    /** Buffers and decoders of a session; far less than any bomb wants. */
    private static final long MOST_ALLOCATED = 8L << 20;

    private static final long MOST_NANOS = 5_000_000_000L;

    static Stream<Named<Attack>> hextile() {
        return Stream.of(
                Attack.of("rectangle right of its tile", rect(5).hex("0e 00000000 00000000 01 00 f0"), "outside"),
                Attack.of("rectangle below its tile", rect(5).hex("0e 00000000 00000000 01 00 0f"), "outside"),
                Attack.of("rectangle far outside", rect(5).hex("0e 00000000 00000000 01 ff ff"), "outside"),
                Attack.of("coloured rectangle outside", rect(5).hex("1a 00000000 01 00000000 f0 f0"), "outside"));
    }

    static Stream<Named<Attack>> rre() {
        return Stream.of(
                Attack.of("more rectangles than pixels", rect(2).u32(PIXELS + 1).pixel(0), "RRE announces"),
                Attack.of("count that is -1", rect(2).u32(0xFFFFFFFFL).pixel(0), "RRE announces"),
                Attack.of(
                        "sides that overflow", rect(2).u32(1).pixel(0).pixel(0).hex("ffff ffff ffff ffff"), "outside"),
                Attack.of(
                        "CoRRE outside (CVE-2019-8287)",
                        rect(4).u32(1).pixel(0).pixel(0).hex("07 00 02 01"),
                        "outside"),
                Attack.of(
                        "CoRRE count (CVE-2018-20020)", rect(4).u32(0x80000000L).pixel(0), "RRE announces"));
    }

    static Stream<Named<Attack>> zlib() {
        return Stream.of(
                Attack.of("announces 4 GiB", rect(6).u32(0xFFFFFFFFL), "announces"),
                Attack.of("bomb of 64 MiB", rect(6, flushed(new byte[64 << 20])), "more than its pixels"),
                Attack.of("one byte too many", rect(6, flushed(new byte[4 * PIXELS + 1])), "more than its pixels"),
                Attack.of("one byte too few", rect(6, flushed(new byte[4 * PIXELS - 1])), "less than its pixels"),
                Attack.of("stream that ends", rect(6, finished(new byte[4 * PIXELS])), "ended a compressed stream"),
                Attack.of("nothing at all", rect(6, new byte[0]), "less than its pixels"),
                Attack.of("no zlib stream", rect(6, new byte[40]), "damaged"),
                Attack.of("a preset dictionary", rect(6).u32(6).hex("78bb 00000001"), "compressed"),
                Attack.of("a distance before the start", rect(6).u32(5).hex("789c 63 04 52"), "compressed"));
    }

    static Stream<Named<Attack>> zrle() {
        byte[] unfinishedRun = new byte[2000];
        Arrays.fill(unfinishedRun, (byte) 0xFF);
        unfinishedRun[0] = (byte) 128;
        return Stream.of(
                Attack.of("announces 2 GiB", rect(16).u32(0x7FFFFFFF), "announces"),
                Attack.of("bomb of 64 MiB", rect(16, flushed(zeros(1, 64 << 20))), "goes on"),
                Attack.of("tile of kind 17", rect(16, flushed(new byte[] {17})), "kind 17"),
                Attack.of("tile of kind 127", rect(16, flushed(new byte[] {127})), "kind 127"),
                Attack.of("tile of kind 129", rect(16, flushed(new byte[] {(byte) 129})), "kind 129"),
                Attack.of("palette index beyond", rect(16, flushed(paletteOfThree(0xFF))), "palette"),
                Attack.of("run without end", rect(16, flushed(unfinishedRun)), "longer than its tile"),
                Attack.of("run one too long", rect(16, flushed(new byte[] {(byte) 128, 1, 2, 3, PIXELS})), "longer"),
                Attack.of("no tile", rect(16, flushed(new byte[0])), "before its last tile"),
                Attack.of("half a tile", rect(16, flushed(new byte[] {1, 2})), "before its last tile"),
                Attack.of("stream that ends", rect(16, finished(new byte[] {1, 2, 3, 4})), "compressed stream"));
    }

    static Stream<Named<Attack>> trle() {
        return Stream.of(
                Attack.of("palette that there is not", rect(15).u8(127), "palette"),
                Attack.of("runs of a palette that there is not", rect(15).u8(129), "palette"),
                Attack.of("kind 100", rect(15).u8(100), "kind 100"),
                Attack.of("palette index beyond", rect(15).put(paletteOfThree(0xFF)), "palette"));
    }

    static Stream<Named<Attack>> tightStreams() {
        byte[] pixels = new byte[3 * PIXELS];
        return Stream.of(
                Attack.of("bomb of 64 MiB", tight(0, flushed(new byte[64 << 20])), "more than its pixels"),
                Attack.of("length of 4 MiB for 32 pixels", compact(tight(0), (1 << 22) - 1), "announces"),
                Attack.of("one byte too many", tight(0x30, flushed(zeros(0, pixels.length + 1))), "more than"),
                Attack.of("one byte too few", tight(0x10, flushed(zeros(0, pixels.length - 1))), "less than"),
                Attack.of("stream that ends", tight(0x20, finished(pixels)), "ended a compressed stream"),
                Attack.of("no zlib stream", tight(0, new byte[100]), "damaged"),
                Attack.of("gradient of more rows than there are (2026)", gradient(3 * PIXELS + 24), "more than"),
                Attack.of(
                        "uncompressed of another length",
                        compact(tight(0xA0), 13).zeros(13),
                        "not as long"),
                Attack.of("uncompressed of 4 MiB", compact(tight(0xE0).u8(0), (1 << 22) - 1), "not as long"));
    }

    static Stream<Named<Attack>> tightHeads() {
        return Stream.of(
                Attack.of("compression 11", tight(0xB0), "compression 11"),
                Attack.of("compression 15", tight(0xF0), "compression 15"),
                Attack.of("filter 3", tight(0x40).u8(3), "filter 3"),
                Attack.of("filter 255", tight(0x40).u8(255), "filter 255"),
                Attack.of("colour that a palette does not have", palette(3, 0x03), "palette"),
                Attack.of("second colour of a palette of one", palette(1, 0xFF), "palette"),
                Attack.of("gradient of 2049 pixels", wide(0x40, 2), "2049"),
                Attack.of("JPEG of 2049 pixels", wide(0x90, 0), "2049"));
    }

    static Stream<Named<Attack>> jpeg() {
        return Stream.of(
                Attack.of("JPEG that is none", jpeg("00112233"), "JPEG"),
                Attack.of("JPEG without an image", jpeg("ffd8ffd9"), "JPEG"),
                Attack.of("JPEG of 65535x65535", jpeg("ffd8 ffc0 000b 08 ffff ffff 01 01 11 00"), "JPEG"),
                Attack.of("JPEG smaller than its rectangle", jpeg("ffd8 ffc0 000b 08 0001 0001 01 01 11 00"), "JPEG"),
                Attack.of("JPEG with 255 components", jpeg("ffd8 ffc0 000b 08 0004 0008 ff 01 11 00"), "JPEG"),
                Attack.of("JPEG sampled 0x0", jpeg("ffd8 ffc0 0011 08 0004 0008 03 010000 021100 031100"), "JPEG"),
                Attack.of("JPEG sampled 15x15", jpeg("ffd8 ffc0 0011 08 0004 0008 03 01ff00 021100 031100"), "JPEG"),
                Attack.of("progressive JPEG", jpeg("ffd8 ffc2 000b 08 0004 0008 01 01 11 00"), "JPEG"),
                Attack.of("segment longer than the image", jpeg("ffd8 ffe0 ffff 00"), "JPEG"),
                Attack.of("segment of length 0", jpeg("ffd8 ffe0 0000"), "JPEG"),
                Attack.of("scan without a frame", jpeg("ffd8 ffda 0008 01 01 00 00 3f 00"), "JPEG"),
                Attack.of(
                        "Huffman table of too many codes",
                        jpeg("ffd8 ffc4 0013 00 ffffffff ffffffff ffffffff ffffffff"),
                        "JPEG"));
    }

    static Stream<Named<Attack>> png() {
        byte[] row = new byte[SIDE_Y * (1 + 3 * SIDE_X)];
        return Stream.of(
                Attack.of("TightPNG with zlib", rect(-260).u8(0x00), "TightPNG compression 0"),
                Attack.of("TightPNG of compression 14", rect(-260).u8(0xE0), "TightPNG compression 14"),
                Attack.of("TightPNG of 2049 pixels", wideAs(-260, 0xA0, 0), "2049"),
                Attack.of("PNG that is none", tightPng(new byte[60]), "is none"),
                Attack.of("PNG of no bytes", tightPng(new byte[0]), "is none"),
                Attack.of("PNG of 2 Gpx", png(pngHead(0x7FFFFFFF, 0x7FFFFFFF, 8, 2, 0)), "2147483647x2147483647"),
                Attack.of("PNG of negative size", png(pngHead(-1, -1, 8, 2, 0)), "4294967295x4294967295"),
                Attack.of("PNG of no size", png(pngHead(0, 0, 8, 2, 0)), "0x0"),
                Attack.of("PNG of depth 3", png(pngHead(SIDE_X, SIDE_Y, 3, 0, 0)), "depth 3"),
                Attack.of("PNG of depth 0", png(pngHead(SIDE_X, SIDE_Y, 0, 2, 0)), "depth 0"),
                Attack.of("PNG of colour type 5", png(pngHead(SIDE_X, SIDE_Y, 8, 5, 0)), "colour type 5"),
                Attack.of("PNG interlaced in a new way", png(pngHead(SIDE_X, SIDE_Y, 8, 2, 2)), "does not exist"),
                Attack.of("PNG without an image", png(pngHead(SIDE_X, SIDE_Y, 8, 2, 0)), "no image"),
                Attack.of(
                        "PNG without a palette", pngOf(pngHead(SIDE_X, SIDE_Y, 8, 3, 0), finished(row)), "no palette"),
                Attack.of(
                        "PNG with a palette of 257",
                        pngOf(pngChunk(pngHead(SIDE_X, SIDE_Y, 8, 3, 0), "PLTE", new byte[771]), finished(row)),
                        "palette"),
                Attack.of(
                        "PNG with a colour that there is not",
                        pngOf(
                                pngChunk(pngHead(SIDE_X, SIDE_Y, 8, 3, 0), "PLTE", new byte[3]),
                                finished(new byte[] {0, 1, 1, 1, 1, 1, 1, 1, 1})),
                        "palette"),
                Attack.of(
                        "PNG chunk of 4 GiB",
                        tightPng(pngHead(SIDE_X, SIDE_Y, 8, 2, 0)
                                .u32(0xFFFFFFFFL)
                                .hex("49444154 00")
                                .bytes()),
                        "ends too early"),
                Attack.of(
                        "PNG bomb", pngOf(pngHead(SIDE_X, SIDE_Y, 8, 2, 0), finished(new byte[64 << 20])), "more than"),
                Attack.of(
                        "PNG with too little",
                        pngOf(pngHead(SIDE_X, SIDE_Y, 8, 2, 0), finished(new byte[9])),
                        "less than"),
                Attack.of(
                        "PNG that does not end",
                        pngOf(pngHead(SIDE_X, SIDE_Y, 8, 2, 0), flushed(new byte[9])),
                        "less than"),
                Attack.of(
                        "PNG filter 5",
                        pngOf(pngHead(SIDE_X, SIDE_Y, 8, 2, 0), finished(filled(5, row.length))),
                        "filter 5"),
                Attack.of("PNG whose data is none", pngOf(pngHead(SIDE_X, SIDE_Y, 8, 2, 0), new byte[40]), "damaged"));
    }

    static Stream<Named<Attack>> bareJpeg() {
        return Stream.of(
                Attack.of("bare JPEG that is none", rect(21).hex("00112233"), "JPEG has no marker"),
                Attack.of("bare JPEG that begins with its end", rect(21).hex("ffd9"), "is none"),
                Attack.of("bare JPEG without an image", rect(21).hex("ffd8 ffd9"), "no image"),
                Attack.of("bare JPEG segment of length 1", rect(21).hex("ffd8 ffe0 0001"), "shorter than its head"),
                Attack.of(
                        "bare JPEG of 65535x65535",
                        rect(21).hex("ffd8 ffc0 000b 08 ffff ffff 01 01 11 00 ffd9"),
                        "65535x65535"),
                Attack.of(
                        "bare JPEG smaller than its rectangle",
                        rect(21).hex("ffd8 ffc0 000b 08 0001 0001 01 01 11 00 ffd9"),
                        "1x1"),
                Attack.of(
                        "bare JPEG with tables that never came",
                        rect(21).hex("ffd8 ffc0 000b 08 0004 0008 01 01 11 00 ffda 0008 01 01 00 00 3f 00 00 ffd9"),
                        "Huffman table"));
    }

    private static Message png(Message chunks) {
        return tightPng(pngChunk(chunks, "IEND", new byte[0]).bytes());
    }

    private static Message pngOf(Message head, byte[] data) {
        return png(pngChunk(head, "IDAT", data));
    }

    private static byte[] filled(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] zeros(int first, int length) {
        byte[] bytes = new byte[length];
        bytes[0] = (byte) first;
        return bytes;
    }

    /** A palette of three colours, and indexes of which the first is 3. */
    private static byte[] paletteOfThree(int firstByte) {
        byte[] tile = new byte[1 + 9 + 2 * SIDE_Y];
        tile[0] = 3;
        tile[10] = (byte) firstByte;
        return tile;
    }

    private static Message gradient(int length) {
        byte[] data = flushed(new byte[length]);
        return compact(tight(0x40).u8(2), data.length).put(data);
    }

    private static Message palette(int colours, int index) {
        byte[] indexes = new byte[colours <= 2 ? SIDE_Y : PIXELS];
        indexes[0] = (byte) index;
        Message message = tight(0x40).u8(1).u8(colours - 1).zeros(3 * colours);
        if (indexes.length < 12) {
            return message.put(indexes);
        }
        byte[] data = flushed(indexes);
        return compact(message, data.length).put(data);
    }

    /** A desktop that is wide enough comes first. */
    private static Message wide(int control, int filter) {
        return wideAs(7, control, filter);
    }

    private static Message wideAs(int encoding, int control, int filter) {
        return new Message()
                .put(Message.update(1).rect(0, 0, 4096, 4, -223).bytes())
                .put(rect(encoding, 2049, 1).u8(control).u8(filter).bytes());
    }

    private static Message jpeg(String hex) {
        return tight(0x90, new Message().hex(hex).bytes());
    }

    @ParameterizedTest
    @MethodSource({"hextile", "rre", "zlib", "zrle", "trle", "tightStreams", "tightHeads", "jpeg", "png", "bareJpeg"})
    void endsWithASentenceSoonAndCheaply(Attack attack) {
        byte[] stream = new Message()
                .put(FakeServer.serverInit(SIDE_X, SIDE_Y, "evil").bytes())
                .put(attack.message().bytes())
                .bytes();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();

        RfbProtocolException e = assertThrows(
                RfbProtocolException.class,
                () -> StreamReplay.run(new ByteArrayInputStream(stream), RfbLimits.DEFAULT, false));

        assertTrue(e.getMessage().contains(attack.sentence()), e.getMessage());
        assertTrue(System.nanoTime() - start < MOST_NANOS, "took too long");
        assertTrue(threads.getCurrentThreadAllocatedBytes() - allocated < MOST_ALLOCATED, "took too much memory");
    }
}
