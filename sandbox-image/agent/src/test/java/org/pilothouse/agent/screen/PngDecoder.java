package org.pilothouse.agent.screen;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.pilothouse.agent.x11.Pixels;

/** Reads what PngWriter writes, strictly: RGB, 8 bits, filters none and up. Independent of the writer's code. */
final class PngDecoder {
    private PngDecoder() {}

    static Pixels decode(byte[] png) throws DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(png);
        require(in.getLong() == 0x89504e470d0a1a0aL, "signature");
        int width = 0;
        int height = 0;
        Inflater inflater = new Inflater();
        byte[] raw = new byte[0];
        int filled = 0;
        while (true) {
            int length = in.getInt();
            byte[] typeAndData = new byte[4 + length];
            in.get(typeAndData);
            CRC32 crc = new CRC32();
            crc.update(typeAndData);
            require((int) crc.getValue() == in.getInt(), "checksum");
            ByteBuffer chunk = ByteBuffer.wrap(typeAndData);
            int type = chunk.getInt();
            if (type == 0x49484452) { // IHDR
                width = chunk.getInt();
                height = chunk.getInt();
                require(chunk.getInt() == 0x08020000 && chunk.get() == 0, "8 bits RGB, not interlaced");
                raw = new byte[height * (1 + 3 * width)];
            } else if (type == 0x49444154) { // IDAT
                inflater.setInput(typeAndData, 4, length);
                filled += inflater.inflate(raw, filled, raw.length - filled);
            } else {
                require(type == 0x49454e44 && length == 0, "IEND"); // IEND
                break;
            }
        }
        require(!in.hasRemaining() && inflater.finished() && filled == raw.length, "complete");
        inflater.end();
        return unfilter(raw, width, height);
    }

    private static Pixels unfilter(byte[] raw, int width, int height) {
        int stride = 1 + 3 * width;
        int[] argb = new int[width * height];
        for (int y = 0; y < height; y++) {
            int filter = raw[y * stride];
            require(filter == 0 || filter == 2 && y > 0, "filter");
            for (int i = 1; i < stride; i++) {
                if (filter == 2) {
                    raw[y * stride + i] += raw[(y - 1) * stride + i];
                }
            }
            for (int x = 0; x < width; x++) {
                int at = y * stride + 1 + 3 * x;
                argb[y * width + x] =
                        0xff000000 | (raw[at] & 0xff) << 16 | (raw[at + 1] & 0xff) << 8 | raw[at + 2] & 0xff;
            }
        }
        return new Pixels(width, height, argb);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("the PNG is wrong: " + what);
        }
    }
}
