package org.pilothouse.rfb;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a framebuffer as PNG (RFC 2083): eight bits each of red, green and blue, filtered against the row above. */
final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int TRUE_COLOUR = 2;
    private static final int FILTER_UP = 2;
    private static final int CHUNK = 64 << 10;

    private final DataOutputStream out;
    private final CRC32 crc = new CRC32();

    PngEncoder(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    void write(Framebuffer picture) throws IOException {
        out.write(SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(picture.width())
                .putInt(picture.height())
                .put((byte) BITS)
                .put((byte) TRUE_COLOUR)
                .array();
        chunk("IHDR", header, header.length);
        pixels(picture);
        chunk("IEND", new byte[0], 0);
        out.flush();
    }

    private void pixels(Framebuffer picture) throws IOException {
        byte[] compressed = new byte[CHUNK];
        byte[] row = new byte[1 + 3 * picture.width()];
        byte[] above = new byte[row.length];
        byte[] filtered = new byte[row.length];
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            for (int y = 0; y < picture.height(); y++) {
                load(picture, y, row);
                filtered[0] = FILTER_UP;
                for (int i = 1; i < row.length; i++) {
                    filtered[i] = (byte) (row[i] - above[i]);
                }
                System.arraycopy(row, 0, above, 0, row.length);
                deflater.setInput(filtered);
                while (!deflater.needsInput()) {
                    drain(deflater, compressed);
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                drain(deflater, compressed);
            }
        }
    }

    private void drain(Deflater deflater, byte[] compressed) throws IOException {
        int count = deflater.deflate(compressed);
        if (count > 0) {
            chunk("IDAT", compressed, count);
        }
    }

    private static void load(Framebuffer picture, int y, byte[] row) {
        for (int x = 0, to = 1; x < picture.width(); x++) {
            int pixel = picture.pixel(x, y);
            row[to++] = (byte) (pixel >> 16);
            row[to++] = (byte) (pixel >> 8);
            row[to++] = (byte) pixel;
        }
    }

    private void chunk(String type, byte[] data, int length) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        crc.reset();
        crc.update(name);
        crc.update(data, 0, length);
        out.writeInt(length);
        out.write(name);
        out.write(data, 0, length);
        out.writeInt((int) crc.getValue());
    }
}
