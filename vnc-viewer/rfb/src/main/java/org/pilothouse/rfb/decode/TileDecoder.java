package org.pilothouse.rfb.decode;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;

/**
 * Decodes the tiles that ZRLE and TRLE share (RFC 6143, 7.7.5 and 7.7.6). It works on bytes that may not all have arrived: the inner
 * loops check nothing, since the array is always long enough for the longest tile, and a tile that used bytes behind the limit is
 * reported, not drawn upon: the caller gets more bytes and decodes it again, or calls the data short.
 */
final class TileDecoder {
    /** Returned by {@link #decode} when the tile is not complete. */
    static final int INCOMPLETE = -1;

    private static final int MAX_TILE_PIXELS = 64 * 64;
    private static final int MAX_PALETTE = 127;

    /** No tile is longer: palette, then for each pixel a colour and a run of one, and one run in many pieces. */
    static final int MAX_TILE_BYTES = 1 + 4 * MAX_PALETTE + 5 * MAX_TILE_PIXELS + MAX_TILE_PIXELS / 255 + 16;

    private final int[] palette = new int[128];
    private final int[] runs = new int[MAX_TILE_PIXELS];

    /** 0 until a tile brought a palette that a later one may use again (TRLE only). */
    private int paletteSize;

    private final boolean reusesPalette;

    private final PixelCodec codec;
    private final int pixelSize;

    TileDecoder(PixelCodec codec, boolean reusesPalette) {
        this.codec = codec;
        this.pixelSize = codec.size();
        this.reusesPalette = reusesPalette;
    }

    /** Forgets the palette, at the start of a rectangle. */
    void reset() {
        paletteSize = 0;
    }

    /**
     * Decodes one tile.
     *
     * @param bytes at least {@link #MAX_TILE_BYTES} long from {@code start}
     * @param limit the end of the bytes that are there
     * @return the position after the tile, or {@link #INCOMPLETE}
     */
    int decode(byte[] bytes, int start, int limit, int[] to, int offset, int stride, int width, int height)
            throws RfbProtocolException {
        if (start >= limit) {
            return INCOMPLETE;
        }
        int kind = bytes[start] & 0xFF;
        int at = start + 1;
        int end;
        if (kind == 0) {
            end = raw(bytes, at, limit, to, offset, stride, width, height);
        } else if (kind == 1) {
            end = at + pixelSize;
            if (end <= limit) {
                Pixels.fill(to, offset, stride, width, height, codec.load(bytes, at));
            }
        } else if (kind <= 16) {
            loadPalette(bytes, at, kind);
            end = packed(bytes, at + pixelSize * kind, limit, to, offset, stride, width, height);
        } else if (kind == 127 && reusesPalette) {
            end = packed(bytes, at, limit, to, offset, stride, width, height);
        } else if (kind == 128) {
            end = plainRuns(bytes, at, limit, width * height);
        } else if (kind == 129 && reusesPalette) {
            end = paletteRuns(bytes, at, limit, width * height);
        } else if (kind >= 130) {
            loadPalette(bytes, at, kind - 128);
            end = paletteRuns(bytes, at + pixelSize * (kind - 128), limit, width * height);
        } else {
            throw new RfbProtocolException("There is no tile of kind " + kind + ".");
        }
        if (end > limit) {
            return INCOMPLETE;
        }
        if (kind >= 128) {
            for (int row = 0; row < height; row++) {
                System.arraycopy(runs, row * width, to, offset + row * stride, width);
            }
        }
        return end;
    }

    private int raw(byte[] bytes, int start, int limit, int[] to, int offset, int stride, int width, int height) {
        int end = start + pixelSize * width * height;
        if (end <= limit) {
            for (int row = 0, at = start; row < height; row++, at += pixelSize * width) {
                codec.copy(bytes, at, to, offset + row * stride, width);
            }
        }
        return end;
    }

    private void loadPalette(byte[] bytes, int start, int size) {
        codec.copy(bytes, start, palette, 0, size);
        // A transparent entry marks an index that the palette does not have; the loops AND all pixels to find one.
        Arrays.fill(palette, size, palette.length, 0);
        paletteSize = size;
    }

    private int packed(byte[] bytes, int start, int limit, int[] to, int offset, int stride, int width, int height)
            throws RfbProtocolException {
        requirePalette(16);
        int bits = paletteSize <= 2 ? 1 : paletteSize <= 4 ? 2 : 4;
        int rowBytes = (width * bits + 7) / 8;
        int end = start + rowBytes * height;
        if (end > limit) {
            return end;
        }
        int mask = (1 << bits) - 1;
        int all = Pixels.OPAQUE;
        for (int row = 0; row < height; row++) {
            int from = start + row * rowBytes;
            int rowOffset = offset + row * stride;
            for (int column = 0; column < width; ) {
                int packed = bytes[from++];
                int stop = Math.min(width, column + 8 / bits);
                for (int shift = 8 - bits; column < stop; shift -= bits, column++) {
                    int pixel = palette[packed >> shift & mask];
                    all &= pixel;
                    to[rowOffset + column] = pixel;
                }
            }
        }
        if (all != Pixels.OPAQUE && all >>> 24 != 0xFF) {
            throw outsidePalette();
        }
        return end;
    }

    private int plainRuns(byte[] bytes, int start, int limit, int count) throws RfbProtocolException {
        PixelCodec reading = codec;
        int size = pixelSize;
        int at = start;
        int done = 0;
        while (done < count) {
            int pixel = reading.load(bytes, at);
            at += size;
            int length = 1;
            int part;
            do {
                part = bytes[at++] & 0xFF;
                length += part;
            } while (part == 255 && length <= count);
            if (length > count - done) {
                return longRun(at, limit);
            }
            Arrays.fill(runs, done, done + length, pixel);
            done += length;
        }
        return at;
    }

    private int paletteRuns(byte[] bytes, int start, int limit, int count) throws RfbProtocolException {
        requirePalette(MAX_PALETTE);
        int at = start;
        int done = 0;
        int all = -1;
        while (done < count) {
            int index = bytes[at++];
            int pixel = palette[index & 0x7F];
            all &= pixel;
            if (index >= 0) {
                runs[done++] = pixel;
                continue;
            }
            int length = 1;
            int part;
            do {
                part = bytes[at++] & 0xFF;
                length += part;
            } while (part == 255 && length <= count);
            if (length > count - done) {
                return longRun(at, limit);
            }
            Arrays.fill(runs, done, done + length, pixel);
            done += length;
        }
        if (at <= limit && all >>> 24 != 0xFF) {
            throw outsidePalette();
        }
        return at;
    }

    private void requirePalette(int most) throws RfbProtocolException {
        if (paletteSize == 0 || paletteSize > most) {
            throw new RfbProtocolException("A tile uses a palette again that there is not.");
        }
    }

    private static int longRun(int at, int limit) throws RfbProtocolException {
        if (at > limit) {
            return at;
        }
        throw new RfbProtocolException("A run is longer than its tile.");
    }

    private static RfbProtocolException outsidePalette() {
        return new RfbProtocolException("A tile uses a colour that its palette does not have.");
    }
}
