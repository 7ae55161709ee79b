package org.pilothouse.rfb.decode;

import java.util.Arrays;
import org.pilothouse.rfb.pixels.Channels;
import org.pilothouse.rfb.pixels.WirePixels;

/** Tight's gradient: each part of a colour is what it differs by from left + above - above left, cut to its range. */
abstract sealed class TightGradient {
    private static final int MOST_WIDTH = 2048;

    /** The row above, one pixel further to the right, so that the first one has black on its left. */
    final int[] above = new int[MOST_WIDTH + 1];

    int width;

    static TightGradient of(WirePixels pixels) {
        return pixels.tightPixel() == pixels.pixel() ? new OfChannels(pixels) : new OfBytes();
    }

    void begin(int rowWidth) {
        width = rowWidth;
        Arrays.fill(above, 0, width + 1, 0);
    }

    abstract void row(byte[] from, int start, int[] to, int offset);

    static int predict(int left, int up, int aboveLeft, int max) {
        return Math.clamp((long) left + up - aboveLeft, 0, max);
    }

    /** Bytes red, green, blue. */
    static final class OfBytes extends TightGradient {
        @Override
        void row(byte[] from, int start, int[] to, int offset) {
            int at = start;
            int red = 0;
            int green = 0;
            int blue = 0;
            int aboveLeft = 0;
            for (int column = 0; column < width; column++) {
                int up = above[column + 1];
                red = (from[at] + predict(red, (up >> 16) & 0xFF, (aboveLeft >> 16) & 0xFF, 255)) & 0xFF;
                green = (from[at + 1] + predict(green, (up >> 8) & 0xFF, (aboveLeft >> 8) & 0xFF, 255)) & 0xFF;
                blue = (from[at + 2] + predict(blue, up & 0xFF, aboveLeft & 0xFF, 255)) & 0xFF;
                at += 3;
                int pixel = Pixels.OPAQUE | (red << 16) | (green << 8) | blue;
                to[offset + column] = pixel;
                above[column + 1] = pixel;
                aboveLeft = up;
            }
        }
    }

    /** Whole pixels of any format. What is kept of the row above are the parts in bytes, not stretched. */
    static final class OfChannels extends TightGradient {
        private final Channels channels;
        private final int size;

        OfChannels(WirePixels pixels) {
            channels = pixels.channels();
            size = pixels.pixel().size();
        }

        @Override
        void row(byte[] from, int start, int[] to, int offset) {
            int left = 0;
            int aboveLeft = 0;
            for (int column = 0, at = start; column < width; column++, at += size) {
                int up = above[column + 1];
                int difference = channels.pixel(from, at);
                int red = channels.red(difference)
                        + predict(part(left, 16), part(up, 16), part(aboveLeft, 16), channels.redMax());
                int green = channels.green(difference)
                        + predict(part(left, 8), part(up, 8), part(aboveLeft, 8), channels.greenMax());
                int blue = channels.blue(difference)
                        + predict(part(left, 0), part(up, 0), part(aboveLeft, 0), channels.blueMax());
                left = ((red & channels.redMax()) << 16)
                        | ((green & channels.greenMax()) << 8)
                        | (blue & channels.blueMax());
                to[offset + column] = channels.colour(part(left, 16), part(left, 8), part(left, 0));
                above[column + 1] = left;
                aboveLeft = up;
            }
        }

        private static int part(int parts, int shift) {
            return (parts >> shift) & 0xFF;
        }
    }
}
