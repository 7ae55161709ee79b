package org.pilothouse.rfb.testing;

import java.util.zip.Deflater;
import org.junit.jupiter.api.Named;
import org.pilothouse.rfb.testing.FakeServer.Message;

/**
 * Something that a malicious server sends once the desktop is there, and a part of the sentence that has to tell of it.
 *
 * @param message what is sent
 * @param sentence what the reason must contain
 */
public record Attack(Message message, String sentence) {
    public static Named<Attack> of(String name, Message message, String sentence) {
        return Named.of(name, new Attack(message, sentence));
    }

    /** A zlib stream, flushed but not ended, as servers send it. */
    public static byte[] flushed(byte[] plain) {
        return deflated(plain, Deflater.SYNC_FLUSH);
    }

    /** A zlib stream with its end. */
    public static byte[] finished(byte[] plain) {
        return deflated(plain, Deflater.NO_FLUSH);
    }

    private static byte[] deflated(byte[] plain, int flush) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(plain);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            byte[] bytes = new byte[plain.length + 1024];
            int count = deflater.deflate(bytes, 0, bytes.length, flush);
            return java.util.Arrays.copyOf(bytes, count);
        }
    }

    /** An update of one rectangle of 8x4 pixels. */
    public static Message rect(int encoding) {
        return rect(encoding, 8, 4);
    }

    public static Message rect(int encoding, int width, int height) {
        return Message.update(1).rect(0, 0, width, height, encoding);
    }

    /** The same, with a length of four bytes and data. */
    public static Message rect(int encoding, byte[] data) {
        return rect(encoding).u32(data.length).put(data);
    }

    /** A Tight rectangle of 8x4 pixels, with a control byte and whatever the test adds. */
    public static Message tight(int control) {
        return rect(7).u8(control);
    }

    /** A Tight rectangle with a length of up to three bytes and data. */
    public static Message tight(int control, byte[] data) {
        return compact(tight(control), data.length).put(data);
    }

    /** A TightPNG rectangle of 8x4 pixels with a PNG. */
    public static Message tightPng(byte[] png) {
        return compact(rect(-260).u8(0xA0), png.length).put(png);
    }

    /** A PNG's signature and header. */
    public static Message pngHead(int width, int height, int depth, int type, int interlaced) {
        Message header = new Message().u32(width).u32(height).u8(depth).u8(type);
        return pngChunk(
                new Message().hex("89504e470d0a1a0a"),
                "IHDR",
                header.u8(0).u8(0).u8(interlaced).bytes());
    }

    /** Adds a chunk with a checksum that nobody looks at. */
    public static Message pngChunk(Message png, String type, byte[] data) {
        return png.u32(data.length)
                .put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .put(data)
                .u32(0);
    }

    /** Tight's length of one to three bytes. */
    public static Message compact(Message message, int length) {
        if (length < 0x80) {
            return message.u8(length);
        }
        message.u8((length & 0x7F) | 0x80);
        return length < 1 << 14
                ? message.u8(length >> 7)
                : message.u8(((length >> 7) & 0x7F) | 0x80).u8(length >> 14);
    }
}
