package org.pilothouse.rfb.png;

import org.pilothouse.rfb.RfbProtocolException;

/**
 * Decodes PNG images (ISO 15948) of every colour type, depth and interlacing straight into a rectangle of a larger picture. Transparency is left
 * out, as a desktop has none; so are checksums, as the bytes came by a transport that has its own. The size is checked before
 * anything else is looked at, and buffers are kept for the next image. For one thread.
 */
public final class PngDecoder {
    private static final int SIGNATURE_1 = 0x89504E47;
    private static final int SIGNATURE_2 = 0x0D0A1A0A;
    private static final int HEADER_LENGTH = 13;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    /** A small first letter: who does not know the chunk may skip it. */
    private static final int ANCILLARY = 0x20000000;

    private static final int CHUNK_OVERHEAD = 12;
    private static final int MOST_COLOURS = 256;
    private static final int OPAQUE = 0xFF000000;

    /** First column, first row, column step and row step of each pass of Adam7. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    private final int[] palette = new int[MOST_COLOURS];
    private final PngRow row = new PngRow(palette);
    private final PngData data = new PngData(this);
    private byte[] bytes = new byte[0];
    private int limit;
    private int width;
    private int height;

    /** Makes a decoder without buffers. */
    public PngDecoder() {}

    /**
     * Decodes an image.
     *
     * @param image its bytes from the start
     * @param offset of the rectangle's first pixel in {@code to}
     * @param stride of {@code to}, pixels
     * @throws RfbProtocolException if it is damaged, or not of the rectangle's size
     */
    public void decode(byte[] image, int length, int[] to, int offset, int stride, int toWidth, int toHeight)
            throws RfbProtocolException {
        bytes = image;
        limit = length;
        width = toWidth;
        height = toHeight;
        int at = 8;
        if (length < at + HEADER_LENGTH + CHUNK_OVERHEAD || u32(0) != SIGNATURE_1 || u32(4) != SIGNATURE_2) {
            throw new RfbProtocolException("What should be a PNG is none.");
        }
        int[][] passes = header(at);
        at += HEADER_LENGTH + CHUNK_OVERHEAD;
        int colours = 0;
        while (true) {
            int end = chunkEnd(at);
            int type = u32(at + 4);
            if (type == IDAT) {
                break;
            }
            if (type == PLTE) {
                colours = readPalette(at + 8, end);
            } else if (type == IEND || (type & ANCILLARY) == 0) {
                throw new RfbProtocolException("A PNG has no image in it.");
            }
            at = end + 4;
        }
        row.beginImage(colours);
        data.begin(at);
        for (int[] pass : passes) {
            pass(pass, to, offset, stride);
        }
        data.end();
    }

    /** Reads the first chunk; gives the passes that the pixels come in. */
    private int[][] header(int at) throws RfbProtocolException {
        if (u32(at) != HEADER_LENGTH || u32(at + 4) != IHDR) {
            throw new RfbProtocolException("A PNG does not begin with its header.");
        }
        int start = at + 8;
        if (u32(start) != width || u32(start + 4) != height) {
            throw new RfbProtocolException("A PNG of " + Integer.toUnsignedString(u32(start)) + "x"
                    + Integer.toUnsignedString(u32(start + 4)) + " came for a rectangle of " + width + "x" + height
                    + ".");
        }
        row.format(bytes[start + 8], bytes[start + 9]);
        int interlaced = bytes[start + 12];
        if (bytes[start + 10] != 0 || bytes[start + 11] != 0 || interlaced < 0 || interlaced > 1) {
            throw new RfbProtocolException("A PNG is of a kind that does not exist.");
        }
        return interlaced == 1 ? PASSES : WHOLE;
    }

    private int readPalette(int start, int end) throws RfbProtocolException {
        int count = (end - start) / 3;
        if (count > MOST_COLOURS || count * 3 != end - start) {
            throw new RfbProtocolException("A PNG's palette has a length that none can have.");
        }
        for (int i = 0, at = start; i < count; i++, at += 3) {
            palette[i] = OPAQUE | ((bytes[at] & 0xFF) << 16) | ((bytes[at + 1] & 0xFF) << 8) | (bytes[at + 2] & 0xFF);
        }
        return count;
    }

    private void pass(int[] pass, int[] to, int offset, int stride) throws RfbProtocolException {
        int columns = (width - pass[0] + pass[2] - 1) / pass[2];
        if (columns <= 0) {
            return;
        }
        row.beginPass(columns);
        for (int y = pass[1]; y < height; y += pass[3]) {
            int from = data.require(row.length());
            row.unfilter(data.array(), from);
            data.consume(row.length());
            row.write(to, offset + y * stride + pass[0], pass[2]);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** The end of a chunk's data; its checksum follows. */
    int chunkEnd(int at) throws RfbProtocolException {
        long end = at + 8L + (at + 8 <= limit ? Integer.toUnsignedLong(u32(at)) : limit);
        if (end + 4 > limit) {
            throw new RfbProtocolException("A PNG ends too early.");
        }
        return (int) end;
    }

    boolean isData(int at) {
        return u32(at + 4) == IDAT;
    }

    private int u32(int at) {
        return ((bytes[at] & 0xFF) << 24)
                | ((bytes[at + 1] & 0xFF) << 16)
                | ((bytes[at + 2] & 0xFF) << 8)
                | (bytes[at + 3] & 0xFF);
    }
}
