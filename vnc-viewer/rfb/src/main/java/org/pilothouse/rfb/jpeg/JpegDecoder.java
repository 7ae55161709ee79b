package org.pilothouse.rfb.jpeg;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/**
 * Decodes baseline JPEG images (ITU T.81) with one or three components straight into a rectangle of a larger picture. Tables and buffers
 * are kept for the next image, and depend on the rectangle's width only, never on what an image claims. For one thread.
 */
public final class JpegDecoder {
    private static final int SOF0 = 0xC0;
    private static final int SOF1 = 0xC1;
    private static final int DHT = 0xC4;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int MOST_SIDE = 4096;
    private static final int TABLES = 4;
    private static final int BLOCK = 64;

    private final JpegInput in = new JpegInput();
    private final EntropyReader entropy = new EntropyReader();
    private final RowWriter writer = new RowWriter();
    private final Component[] components = {new Component(), new Component(), new Component()};
    private final HuffmanTable[] dcTables = new HuffmanTable[TABLES];
    private final HuffmanTable[] acTables = new HuffmanTable[TABLES];
    private final int[][] quantizations = new int[TABLES][BLOCK];
    private final int[] block = new int[BLOCK];
    private int componentCount;
    private int imageWidth;
    private int imageHeight;
    private int restartInterval;

    /** Makes a decoder with empty tables. */
    public JpegDecoder() {
        for (int i = 0; i < TABLES; i++) {
            dcTables[i] = new HuffmanTable();
            acTables[i] = new HuffmanTable();
        }
    }

    /**
     * Decodes an image. One that is larger than the rectangle is cut off.
     *
     * @param bytes the image from its start
     * @param offset of the rectangle's first pixel in {@code to}
     * @param stride of {@code to}, pixels
     * @throws RfbProtocolException if it is damaged, smaller than the rectangle, or no baseline JPEG
     */
    public void decode(byte[] bytes, int length, int[] to, int offset, int stride, int width, int height)
            throws RfbProtocolException {
        in.begin(bytes, length);
        componentCount = 0;
        Arrays.fill(block, 0);
        restartInterval = 0;
        if (in.marker() != SOI) {
            throw new RfbProtocolException("What should be a JPEG is none.");
        }
        while (true) {
            int marker = in.marker();
            if (marker == EOI) {
                throw new RfbProtocolException("A JPEG has no image in it.");
            }
            int end = in.segmentEnd();
            switch (marker) {
                case SOF0, SOF1 -> frame(width, height);
                case DHT -> huffmanTables(end);
                case DQT -> quantizationTables(end);
                case DRI -> restartInterval = in.u16();
                case SOS -> {
                    scanHeader();
                    in.moveTo(end);
                    scan(to, offset, stride, width, height);
                    return;
                }
                default -> {
                    if (marker >= 0xC0 && marker <= 0xCF) {
                        throw new RfbProtocolException("A JPEG is of a kind that VNC does not use.");
                    }
                }
            }
            in.moveTo(end);
        }
    }

    /** Whether an image is one that this decoder takes, of this size and not larger. Leaves nothing behind. */
    public boolean isExactly(byte[] bytes, int length, int width, int height) {
        in.begin(bytes, length);
        try {
            if (in.marker() != SOI) {
                return false;
            }
            while (true) {
                int marker = in.marker();
                int end = in.segmentEnd();
                if (marker == SOF0) {
                    frame(width, height);
                    return imageWidth == width && imageHeight == height;
                }
                if (marker == EOI || marker == SOS || (marker > SOF0 && marker <= 0xCF && marker != DHT)) {
                    return false;
                }
                in.moveTo(end);
            }
        } catch (RfbProtocolException e) {
            return false; // decoding it will say why
        }
    }

    private void frame(int width, int height) throws RfbProtocolException {
        int precision = in.u8();
        imageHeight = in.u16();
        imageWidth = in.u16();
        componentCount = in.u8();
        if (precision != 8 || (componentCount != 1 && componentCount != 3)) {
            throw new RfbProtocolException("A JPEG is of a kind that VNC does not use.");
        }
        if (imageWidth < width || imageHeight < height || imageWidth > MOST_SIDE || imageHeight > (1 << 16) - 1) {
            throw new RfbProtocolException("A JPEG of " + imageWidth + "x" + imageHeight + " came for a rectangle of "
                    + width + "x" + height + ".");
        }
        for (int i = 0; i < componentCount; i++) {
            Component component = components[i];
            component.id = in.u8();
            int sampling = in.u8();
            component.across = componentCount == 1 ? 1 : sampling >> 4;
            component.down = componentCount == 1 ? 1 : sampling & 15;
            component.quantization = in.u8();
            boolean fits = i == 0
                    ? component.across >= 1 && component.across <= 2 && component.down >= 1 && component.down <= 2
                    : component.across == 1 && component.down == 1;
            if (!fits || component.quantization >= TABLES) {
                throw new RfbProtocolException("A JPEG samples its colours in a way that VNC does not use.");
            }
        }
    }

    private void huffmanTables(int end) throws RfbProtocolException {
        while (in.position() < end) {
            int selector = in.u8();
            int number = selector & 15;
            if (selector > 0x1F || number >= TABLES) {
                throw new RfbProtocolException("A JPEG has too many Huffman tables.");
            }
            (selector >> 4 == 0 ? dcTables : acTables)[number].read(in);
        }
    }

    private void quantizationTables(int end) throws RfbProtocolException {
        while (in.position() < end) {
            int selector = in.u8();
            int number = selector & 15;
            if (selector > 0x1F || number >= TABLES) {
                throw new RfbProtocolException("A JPEG has too many quantization tables.");
            }
            for (int i = 0; i < BLOCK; i++) {
                quantizations[number][i] = selector >> 4 == 0 ? in.u8() : in.u16();
            }
        }
    }

    private void scanHeader() throws RfbProtocolException {
        int count = in.u8();
        if (componentCount == 0 || count != componentCount) {
            throw new RfbProtocolException("A JPEG comes in several scans, which VNC does not use.");
        }
        for (int i = 0; i < count; i++) {
            int id = in.u8();
            int tables = in.u8();
            Component component = components[i];
            component.dcTable = tables >> 4;
            component.acTable = tables & 15;
            if (id != component.id || component.dcTable >= TABLES || component.acTable >= TABLES) {
                throw new RfbProtocolException("A JPEG's scan does not fit its frame.");
            }
            if (!dcTables[component.dcTable].isDefined() || !acTables[component.acTable].isDefined()) {
                throw new RfbProtocolException("A JPEG uses a Huffman table that it does not define.");
            }
        }
    }

    private void scan(int[] to, int offset, int stride, int width, int height) throws RfbProtocolException {
        int maxAcross = components[0].across;
        int maxDown = components[0].down;
        int mcusAcross = (imageWidth + 8 * maxAcross - 1) / (8 * maxAcross);
        int mcusDown = (height + 8 * maxDown - 1) / (8 * maxDown);
        int rowsOfMcu = 8 * maxDown;
        for (int i = 0; i < componentCount; i++) {
            Component component = components[i];
            component.allocate(mcusAcross * component.across, imageWidth, imageHeight, maxAcross, maxDown);
        }
        writer.begin(imageWidth);
        entropy.begin(in.bytes(), in.position(), in.limit());
        int sinceRestart = 0;
        int written = 0;
        for (int mcuRow = 0; mcuRow < mcusDown; mcuRow++) {
            for (int mcu = 0; mcu < mcusAcross; mcu++) {
                if (restartInterval > 0 && sinceRestart++ == restartInterval) {
                    entropy.skipRestartMarker();
                    resetPrediction();
                    sinceRestart = 1;
                }
                mcu(mcu, mcuRow);
            }
            if (entropy.isOverrun()) {
                throw new RfbProtocolException("A JPEG ends too early.");
            }
            // With colours of half the height, the last row needs the colours of the next row of MCUs.
            boolean more = mcuRow < mcusDown - 1;
            int until = more ? (mcuRow + 1) * rowsOfMcu - (maxDown - 1) : height;
            for (; written < until; written++) {
                row(written, to, offset + written * stride, width);
            }
        }
    }

    private void resetPrediction() {
        for (Component component : components) {
            component.previousDc = 0;
        }
    }

    private void mcu(int mcu, int mcuRow) throws RfbProtocolException {
        for (int i = 0; i < componentCount; i++) {
            Component component = components[i];
            HuffmanTable dc = dcTables[component.dcTable];
            HuffmanTable ac = acTables[component.acTable];
            int[] quantization = quantizations[component.quantization];
            for (int down = 0; down < component.down; down++) {
                int at = component.rowOffset(8 * (mcuRow * component.down + down));
                for (int across = 0; across < component.across; across++) {
                    int place = at + 8 * (mcu * component.across + across);
                    int result = entropy.block(dc, ac, quantization, component.previousDc, block);
                    component.previousDc = result >> 1;
                    if ((result & 1) != 0) {
                        Idct.flat(block[0], component.samples(), place, component.stride);
                        block[0] = 0;
                    } else {
                        Idct.transform(block, component.samples(), place, component.stride);
                        Arrays.fill(block, 0);
                    }
                }
            }
        }
    }

    private void row(int row, int[] to, int offset, int width) {
        if (componentCount == 1) {
            RowWriter.grey(components[0], row, to, offset, width);
        } else {
            writer.colour(components[0], components[1], components[2], row, to, offset, width);
        }
    }
}
