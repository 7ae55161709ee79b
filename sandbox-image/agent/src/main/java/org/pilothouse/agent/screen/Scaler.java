package org.pilothouse.agent.screen;

import org.pilothouse.agent.x11.Pixels;

/** Makes pictures smaller: each new pixel is the mean of the area that it stands for, so small text stays readable. */
final class Scaler {
    private static final int ONE = 1 << 12;

    private Scaler() {}

    /** The picture itself where it is not wider than that. */
    static Pixels toWidth(Pixels source, int maxWidth) {
        if (source.width() <= maxWidth) {
            return source;
        }
        int height = Math.max(1, Math.round(source.height() * (maxWidth / (float) source.width())));
        return scale(source, maxWidth, height);
    }

    private static Pixels scale(Pixels source, int width, int height) {
        // Columns first: sums of three channels for each new column of one source row, then rows are added up.
        Spans columns = new Spans(source.width(), width);
        Spans rows = new Spans(source.height(), height);
        int[] line = new int[width * 3];
        long[] sums = new long[width * 3];
        int[] target = new int[width * height];
        for (int y = 0; y < height; y++) {
            java.util.Arrays.fill(sums, 0);
            for (int sy = rows.first[y]; sy <= rows.last[y]; sy++) {
                shrinkLine(source, sy, columns, line);
                int weight = rows.weight(y, sy);
                for (int i = 0; i < line.length; i++) {
                    sums[i] += (long) line[i] * weight;
                }
            }
            long area = (long) columns.total * rows.total;
            for (int x = 0; x < width; x++) {
                int red = (int) ((sums[x * 3] + area / 2) / area);
                int green = (int) ((sums[x * 3 + 1] + area / 2) / area);
                int blue = (int) ((sums[x * 3 + 2] + area / 2) / area);
                target[y * width + x] = 0xff00_0000 | red << 16 | green << 8 | blue;
            }
        }
        return new Pixels(width, height, target);
    }

    private static void shrinkLine(Pixels source, int y, Spans columns, int[] line) {
        int[] argb = source.argb();
        int start = y * source.width();
        for (int x = 0; x < columns.first.length; x++) {
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int sx = columns.first[x]; sx <= columns.last[x]; sx++) {
                int pixel = argb[start + sx];
                int weight = columns.weight(x, sx);
                red += ((pixel >> 16) & 0xff) * weight;
                green += ((pixel >> 8) & 0xff) * weight;
                blue += (pixel & 0xff) * weight;
            }
            line[x * 3] = red;
            line[x * 3 + 1] = green;
            line[x * 3 + 2] = blue;
        }
    }

    /** Which source pixels each target pixel covers along one axis, with how much of the first and last one. */
    private static final class Spans {
        private final int[] first;
        private final int[] last;
        private final int[] firstWeight;
        private final int[] lastWeight;
        /** Sum of the weights of any one target pixel. */
        private final int total;

        Spans(int from, int to) {
            first = new int[to];
            last = new int[to];
            firstWeight = new int[to];
            lastWeight = new int[to];
            total = (int) ((long) from * ONE / to);
            for (int i = 0; i < to; i++) {
                long start = (long) i * total;
                long end = Math.min(start + total, (long) from * ONE);
                first[i] = (int) (start / ONE);
                last[i] = (int) ((end - 1) / ONE);
                firstWeight[i] = ONE - (int) (start % ONE);
                lastWeight[i] = (int) ((end - 1) % ONE) + 1;
            }
        }

        int weight(int target, int source) {
            if (source == first[target]) {
                return source == last[target] ? total : firstWeight[target];
            }
            return source == last[target] ? lastWeight[target] : ONE;
        }
    }
}
