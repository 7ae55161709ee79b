package org.pilothouse.rfb.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * Which pixels were painted by a lossy encoding and not exactly since: one bit for each, and for each tile of 64x64 when something in it
 * last changed. Takes memory only once there is something lossy. For one thread at a time.
 */
public final class LossyPixels {
    private static final int TILE = 64;
    /** A request is a message: more rectangles are not worth theirs. */
    private static final int MOST_AREAS = 16;

    private final int width;
    private final int height;
    private final int columns;
    /** Row by row; bit 0 of a word is its leftmost pixel. */
    private long[] bits = {};

    private long[] changed = {};
    private long[] row = {};
    private long count;

    /** All pixels of a desktop of this size are exact. */
    public LossyPixels(int width, int height) {
        this.width = width;
        this.height = height;
        this.columns = (width + TILE - 1) / TILE;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** How many pixels are not exact. */
    public long count() {
        return count;
    }

    /**
     * A rectangle inside the desktop was painted.
     *
     * @param lossy whether by a lossy encoding
     * @param now any clock's time, for {@link #due}
     */
    public void painted(int x, int y, int w, int h, boolean lossy, long now) {
        if (w == 0 || h == 0 || (!lossy && count == 0)) {
            return;
        }
        allocate();
        int first = x / TILE;
        int last = (x + w - 1) / TILE;
        for (int line = y; line < y + h; line++) {
            for (int column = first; column <= last; column++) {
                set(line * columns + column, mask(column, x, x + w), lossy ? -1L : 0);
            }
        }
        touch(x, y, w, h, now);
    }

    /** A rectangle was copied inside the desktop; what was not exact there is not exact here. */
    public void copied(int fromX, int fromY, int x, int y, int w, int h, long now) {
        if (w == 0 || h == 0 || count == 0) {
            return;
        }
        int step = y > fromY ? -1 : 1;
        for (int i = 0, line = step > 0 ? 0 : h - 1; i < h; i++, line += step) {
            System.arraycopy(bits, (fromY + line) * columns, row, 0, columns);
            for (int column = x / TILE; column <= (x + w - 1) / TILE; column++) {
                long source = sixtyFour(column * TILE + fromX - x);
                set((y + line) * columns + column, mask(column, x, x + w), source);
            }
        }
        touch(x, y, w, h, now);
    }

    /** Whether a pixel of this rectangle is not exact. */
    public boolean anyIn(Area area) {
        if (count == 0) {
            return false;
        }
        for (int line = area.y(); line < area.y() + area.height(); line++) {
            for (int column = area.x() / TILE; column <= (area.x() + area.width() - 1) / TILE; column++) {
                if ((bits[line * columns + column] & mask(column, area.x(), area.x() + area.width())) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * What is to be painted anew: whole tiles in which something is not exact.
     *
     * @param notSince only tiles in which nothing has changed since then
     * @param mostPixels stop when there are so many; one tile is always taken
     */
    public List<Area> due(long notSince, int mostPixels) {
        List<Area> areas = new ArrayList<>();
        int pixels = 0;
        for (int tileRow = 0; tileRow * TILE < height && count > 0; tileRow++) {
            int column = 0;
            while (column < columns) {
                int end = column;
                while (end < columns && isDue(tileRow, end, notSince) && (end == column || pixels < mostPixels)) {
                    pixels += TILE * TILE;
                    end++;
                }
                if (end > column && !add(areas, area(tileRow, column, end))) {
                    return areas;
                }
                if (pixels >= mostPixels) {
                    return areas;
                }
                column = Math.max(column + 1, end);
            }
        }
        return areas;
    }

    /** Joins an area with one right above it, if they are equally wide. */
    private static boolean add(List<Area> areas, Area next) {
        for (int i = 0; i < areas.size(); i++) {
            Area above = areas.get(i);
            if (above.x() == next.x() && above.width() == next.width() && above.y() + above.height() == next.y()) {
                areas.set(i, new Area(above.x(), above.y(), above.width(), above.height() + next.height()));
                return true;
            }
        }
        return areas.size() < MOST_AREAS && areas.add(next);
    }

    private Area area(int tileRow, int column, int end) {
        int x = column * TILE;
        int y = tileRow * TILE;
        return new Area(x, y, Math.min(width, end * TILE) - x, Math.min(height, y + TILE) - y);
    }

    private boolean isDue(int tileRow, int column, long notSince) {
        if (changed[tileRow * columns + column] - notSince > 0) {
            return false;
        }
        long any = 0;
        int end = Math.min(height, (tileRow + 1) * TILE);
        for (int line = tileRow * TILE; line < end; line++) {
            any |= bits[line * columns + column];
        }
        return any != 0;
    }

    private void touch(int x, int y, int w, int h, long now) {
        for (int tileRow = y / TILE; tileRow <= (y + h - 1) / TILE; tileRow++) {
            for (int column = x / TILE; column <= (x + w - 1) / TILE; column++) {
                changed[tileRow * columns + column] = now;
            }
        }
    }

    private void set(int word, long mask, long value) {
        long before = bits[word];
        long after = (before & ~mask) | (value & mask);
        bits[word] = after;
        count += Long.bitCount(after) - Long.bitCount(before);
    }

    /** 64 bits of the kept row from any pixel on; what lies outside the desktop is zero. */
    private long sixtyFour(int from) {
        int column = Math.floorDiv(from, TILE);
        int shift = Math.floorMod(from, TILE);
        long low = wordOfRow(column) >>> shift;
        return shift == 0 ? low : low | (wordOfRow(column + 1) << (TILE - shift));
    }

    private long wordOfRow(int column) {
        return column < 0 || column >= columns ? 0 : row[column];
    }

    /** The bits of one word that lie between two pixels of the row. */
    private static long mask(int column, int from, int to) {
        int start = Math.max(0, from - column * TILE);
        int end = Math.min(TILE, to - column * TILE);
        return (end == TILE ? -1L : (1L << end) - 1) & (-1L << start);
    }

    private void allocate() {
        if (bits.length == 0) {
            bits = new long[columns * height];
            changed = new long[columns * ((height + TILE - 1) / TILE)];
            row = new long[columns];
        }
    }
}
