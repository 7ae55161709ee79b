package org.pilothouse.rfb.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.pilothouse.rfb.testing.Attack;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** Valid inputs to begin with, and what coverage-guided runs found to be different from them ({@code fuzz/NAME.zip}). */
final class Seeds {
    private static final int WIDTH = 19;
    private static final int HEIGHT = 18;

    private Seeds() {}

    static List<byte[]> of(String target) throws IOException {
        List<byte[]> seeds = new ArrayList<>(made(target));
        try (InputStream resource = Seeds.class.getResourceAsStream("/fuzz/" + target + ".zip")) {
            if (resource != null) {
                ZipInputStream zip = new ZipInputStream(resource);
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    seeds.add(zip.readAllBytes());
                }
            }
        }
        return seeds;
    }

    private static List<byte[]> made(String target) throws IOException {
        return switch (target) {
            case "handshake" -> handshakes();
            case "messages" -> messages();
            case "jpeg" -> jpegs();
            case "inflate" -> deflated();
            case "recording" ->
                List.of("t_ms,end_offset,rects,pixels\n5,48,1,8\n21,99,2,300\n21,120,1,1\n90000,4000000000,3,5\n"
                        .getBytes(StandardCharsets.US_ASCII));
            default -> rectangles(target);
        };
    }

    private static List<byte[]> handshakes() {
        Message none = version("003.008").u8(1).u8(1).u32(0).put(init());
        Message password =
                version("003.008").u8(2).u8(16).u8(2).zeros(16).u32(0).put(init());
        Message old = version("003.003").u32(1).put(init());
        Message refused = version("003.007").u8(0).u32(6).put("go off".getBytes(StandardCharsets.US_ASCII));
        Message tight = version("003.008").u8(1).u8(16).u32(0).u32(0).u32(0).put(init());
        Message apple = version("003.889")
                .u8(1)
                .u8(30)
                .u16(2)
                .u16(64)
                .zeros(63)
                .u8(0x61)
                .zeros(63)
                .u8(5)
                .u32(0);
        Message windows = version("003.008")
                .u8(1)
                .u8(113)
                .zeros(7)
                .u8(5)
                .zeros(7)
                .u8(0x61)
                .zeros(7)
                .u8(9);
        return bytes(none, password, old, refused, tight, apple, windows);
    }

    private static Message version(String number) {
        return new Message().put(("RFB " + number + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] init() {
        return new Message()
                .u16(8)
                .u16(4)
                .zeros(16)
                .u32(4)
                .put("fuzz".getBytes(StandardCharsets.US_ASCII))
                .bytes();
    }

    private static List<byte[]> messages() {
        byte[] text = "text".getBytes(StandardCharsets.US_ASCII);
        byte[] unicode = Attack.flushed(new Message().u32(5).put(text).u8(0).bytes());
        return bytes(
                Message.update(2)
                        .rect(1, 1, 1, 1, 0)
                        .pixel(5)
                        .rect(2, 2, 2, 2, 1)
                        .u16(0)
                        .u16(0),
                Message.update(0xFFFF).rect(0, 0, 0, 0, -224),
                Message.update(1).rect(0, 0, 30, 20, -223),
                Message.update(1).rect(0, 0, 32, 8, -308).u8(1).zeros(3).zeros(16),
                Message.update(1).rect(0, 0, 0, 0, -307).u32(4).put(text),
                Message.update(1).rect(1, 1, 2, 2, -239).zeros(16).u8(0xC0).u8(0x40),
                Message.update(1).rect(1, 1, 2, 2, -240).zeros(6).zeros(4),
                Message.update(1).rect(1, 1, 2, 2, -314).u32(0).zeros(16),
                Message.update(1).rect(1, 1, 2, 2, 0x574d5664).u8(1).u8(0).zeros(16),
                Message.update(3).rect(5, 5, 0, 0, -232).rect(0, 0, 0, 0, -316).rect(0, 0, 0, 0, -258),
                Message.update(2).rect(0, 0, 0, 0, -261).u8(1).rect(0, 0, 0, 0, -257),
                new Message().u8(1).u8(0).u16(0).u16(1).zeros(6).u8(2),
                new Message().u8(3).zeros(3).u32(4).put(text),
                new Message().u8(3).zeros(3).u32(-12).u32(0x1F000001).u32(0).u32(0),
                new Message()
                        .u8(3)
                        .zeros(3)
                        .u32(-4 - unicode.length)
                        .u32(0x10000001)
                        .put(unicode),
                new Message().u8(248).zeros(3).u32(0x80000003L).u8(2).u16(7).u8(150));
    }

    private static List<byte[]> jpegs() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : List.of("colour-1x1", "colour-2x2", "colour-2x1", "grey", "narrow-2x2", "restart-2x2")) {
            seeds.add(new Message()
                    .u8(20)
                    .u8(16)
                    .put(resource("/jpeg/" + name + ".jpg"))
                    .bytes());
        }
        return seeds;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Seeds.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static List<byte[]> deflated() {
        List<byte[]> seeds = new ArrayList<>();
        for (int level = 0; level <= 9; level += 3) {
            Deflater deflater = new Deflater(level, true);
            deflater.setInput(text(800));
            byte[] room = new byte[2000];
            int count = deflater.deflate(room, 1, room.length - 1, Deflater.SYNC_FLUSH);
            deflater.end();
            room[0] = (byte) (level * 20);
            seeds.add(java.util.Arrays.copyOf(room, 1 + count));
        }
        return seeds;
    }

    /** Pixels of three or four bytes that repeat now and then. */
    private static byte[] text(int size) {
        Random random = new Random(size);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte)
                    (i > 30 && random.nextInt(20) > 0 ? bytes[i - 1 - random.nextInt(3) * 4] : random.nextInt(9));
        }
        return bytes;
    }

    private static List<byte[]> rectangles(String target) throws IOException {
        int pixels = WIDTH * HEIGHT;
        return switch (target) {
            case "decode-raw" -> bytes(head().put(text(4 * pixels)));
            case "decode-copy-rect" -> bytes(head().u16(3).u16(9));
            case "decode-rre" ->
                bytes(head().u32(2)
                        .u32(1)
                        .u32(2)
                        .u16(1)
                        .u16(2)
                        .u16(3)
                        .u16(4)
                        .u32(3)
                        .zeros(8));
            case "decode-corre" ->
                bytes(head().u32(2).u32(1).u32(2).u8(1).u8(2).u8(3).u8(4).u32(3).zeros(4));
            case "decode-hextile" ->
                bytes(
                        head().u8(1)
                                .put(text(16 * 16 * 4))
                                .u8(2)
                                .u32(5)
                                .u8(8)
                                .u8(1)
                                .u8(0)
                                .u8(0)
                                .u8(0),
                        head().u8(14)
                                .u32(5)
                                .u32(6)
                                .u8(1)
                                .u8(0x11)
                                .u8(0x11)
                                .u8(24)
                                .u8(1)
                                .u32(3)
                                .u8(0)
                                .u8(0)
                                .u8(0));
            case "decode-zlib" -> bytes(compressed(text(4 * pixels)));
            case "decode-trle" -> bytes(head().put(tiles()));
            case "decode-zrle" ->
                bytes(
                        compressed(zrleTiles()),
                        compressed(new Message().u8(0).put(text(3 * pixels)).bytes()));
            case "decode-tight" -> tight();
            case "decode-tight-png" ->
                bytes(tightHead(0x80).zeros(3), tightImage(0x90, resource("/jpeg/colour-1x1.jpg")));
            case "decode-jpeg" -> bytes(head().put(resource("/jpeg/colour-1x1.jpg")));
            default -> bytes(head().put(text(200)));
        };
    }

    private static Message head() {
        return new Message().u8(WIDTH).u8(HEIGHT);
    }

    private static Message compressed(byte[] plain) {
        byte[] stream = Attack.flushed(plain);
        return head().u32(stream.length).put(stream);
    }

    /** One tile of each kind; all are 16x16 or smaller. */
    private static byte[] tiles() {
        return new Message()
                .u8(1)
                .zeros(3)
                .u8(2)
                .zeros(6)
                .zeros(18)
                .u8(128)
                .zeros(3)
                .u8(255)
                .u8(0)
                .u8(130)
                .zeros(6)
                .u8(0x81)
                .u8(40)
                .bytes();
    }

    private static byte[] zrleTiles() {
        return new Message()
                .u8(3)
                .zeros(9)
                .zeros(5 * HEIGHT)
                .u8(130)
                .zeros(6)
                .u8(0x80)
                .u8(255)
                .u8(90)
                .bytes();
    }

    private static List<byte[]> tight() throws IOException {
        byte[] rgb = text(3 * WIDTH * HEIGHT);
        byte[] two = text((WIDTH + 7) / 8 * HEIGHT);
        return bytes(
                tightHead(0x80).zeros(3),
                tightImage(0x00, Attack.flushed(rgb)),
                tightStream(tightHead(0x40).u8(2), Attack.flushed(rgb)),
                tightStream(tightHead(0x50).u8(1).u8(1).zeros(6), Attack.flushed(two)),
                tightStream(tightHead(0x6F).u8(1).u8(3).zeros(12), Attack.flushed(text(WIDTH * HEIGHT))),
                tightImage(0xA0, rgb),
                tightImage(0x90, resource("/jpeg/colour-2x2.jpg")));
    }

    private static Message tightHead(int control) {
        return head().u8(control);
    }

    private static Message tightImage(int control, byte[] data) {
        return tightStream(tightHead(control), data);
    }

    private static Message tightStream(Message head, byte[] data) {
        return Attack.compact(head, data.length).put(data);
    }

    private static List<byte[]> bytes(Message... messages) {
        List<byte[]> all = new ArrayList<>();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Message message : messages) {
            all.add(message.bytes());
            joined.writeBytes(message.bytes());
        }
        all.add(joined.toByteArray());
        return all;
    }

    /** Writes the seeds of a target into a directory, for Jazzer: {@code Seeds TARGET DIRECTORY}. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        int number = 0;
        for (byte[] seed : of(arguments[0])) {
            Files.write(directory.resolve("seed-" + number++), seed);
        }
    }
}
