package org.pilothouse.agent.screen;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.pilothouse.agent.x11.Pixels;

/**
 * Writes PNG (ISO/IEC 15948), 8 bits RGB. The Java runtime of the sandbox has no ImageIO, which would also be four
 * times slower. Each row is filtered by what it has in common with the one above: rows of a desktop repeat, and most
 * of them exactly.
 */
final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int LEVEL = 2;
    /** Rows that are compressed at once. */
    private static final int BAND = 64;

    private static final byte FILTER_NONE = 0;
    private static final byte FILTER_UP = 2;

    private final Bytes out = new Bytes(256 * 1024);

    private PngWriter() {}

    static byte[] write(Pixels picture) {
        PngWriter writer = new PngWriter();
        writer.out.put(SIGNATURE, 0, SIGNATURE.length);
        writer.header(picture);
        writer.data(picture);
        writer.chunk("IEND", new byte[0], 0);
        return writer.out.toArray();
    }

    private void header(Pixels picture) {
        byte[] header = new byte[13];
        Bytes.putInt(header, 0, picture.width());
        Bytes.putInt(header, 4, picture.height());
        header[8] = 8;
        // colour type RGB; compression, filter and interlace methods are 0
        header[9] = 2;
        chunk("IHDR", header, header.length);
    }

    private void data(Pixels picture) {
        int stride = 1 + picture.width() * 3;
        byte[] band = new byte[stride * Math.min(BAND, picture.height())];
        Bytes compressed = new Bytes(stride * picture.height() / 16 + 1024);
        Deflater deflater = new Deflater(LEVEL);
        try {
            for (int y = 0; y < picture.height(); y += BAND) {
                int rows = Math.min(BAND, picture.height() - y);
                for (int row = 0; row < rows; row++) {
                    filter(picture, y + row, band, row * stride);
                }
                deflater.setInput(band, 0, rows * stride);
                if (y + rows == picture.height()) {
                    deflater.finish();
                }
                while (!deflater.needsInput() && !deflater.finished()) {
                    compressed.putFrom(deflater);
                }
            }
            while (!deflater.finished()) {
                compressed.putFrom(deflater);
            }
            chunk("IDAT", compressed.array(), compressed.length());
        } finally {
            deflater.end();
        }
    }

    private static void filter(Pixels picture, int y, byte[] raw, int start) {
        int width = picture.width();
        int[] argb = picture.argb();
        int row = y * width;
        int end = row + width;
        int at = start + 1;
        if (y > 0 && Arrays.mismatch(argb, row, end, argb, row - width, row) < 0) {
            raw[start] = FILTER_UP;
            Arrays.fill(raw, at, at + width * 3, (byte) 0);
        } else if (y > 0 && repeats(argb, row, width)) {
            raw[start] = FILTER_UP;
            for (int x = row; x < end; x++) {
                int pixel = argb[x];
                int above = argb[x - width];
                raw[at] = (byte) ((pixel >> 16) - (above >> 16));
                raw[at + 1] = (byte) ((pixel >> 8) - (above >> 8));
                raw[at + 2] = (byte) (pixel - above);
                at += 3;
            }
        } else {
            raw[start] = FILTER_NONE;
            for (int x = row; x < end; x++) {
                int pixel = argb[x];
                raw[at] = (byte) (pixel >> 16);
                raw[at + 1] = (byte) (pixel >> 8);
                raw[at + 2] = (byte) pixel;
                at += 3;
            }
        }
    }

    /** Whether more of the row's pixels equal the one above than the one to their left. */
    private static boolean repeats(int[] argb, int row, int width) {
        int above = 0;
        int left = 0;
        for (int x = row + 1; x < row + width; x++) {
            int pixel = argb[x] << 8;
            above += pixel == argb[x - width] << 8 ? 1 : 0;
            left += pixel == argb[x - 1] << 8 ? 1 : 0;
        }
        return above >= left;
    }

    private void chunk(String type, byte[] content, int length) {
        byte[] head = new byte[8];
        Bytes.putInt(head, 0, length);
        for (int i = 0; i < 4; i++) {
            head[4 + i] = (byte) type.charAt(i);
        }
        CRC32 crc = new CRC32();
        crc.update(head, 4, 4);
        crc.update(content, 0, length);
        out.put(head, 0, head.length);
        out.put(content, 0, length);
        byte[] tail = new byte[4];
        Bytes.putInt(tail, 0, (int) crc.getValue());
        out.put(tail, 0, tail.length);
    }
}
