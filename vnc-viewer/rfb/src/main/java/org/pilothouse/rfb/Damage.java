package org.pilothouse.rfb;

/**
 * The rectangles that one update changed, inside the framebuffer, possibly overlapping. At most {@link #MAX_RECTS}: what comes
 * after that is joined into the last one. The object is reused: it is valid only inside {@link RfbListener#updated}.
 */
public final class Damage {
    /** The most rectangles that are kept apart. */
    public static final int MAX_RECTS = 64;

    /** Receives one rectangle. */
    @FunctionalInterface
    public interface RectConsumer {
        void accept(int x, int y, int width, int height);
    }

    private final int[] left = new int[MAX_RECTS];
    private final int[] top = new int[MAX_RECTS];
    private final int[] right = new int[MAX_RECTS];
    private final int[] bottom = new int[MAX_RECTS];
    private int count;
    private long update;

    /** For the engine: no rectangles yet. */
    public Damage() {}

    /** The number of the update, counted from 1 in its session; what {@link RfbSession#presented} wants to hear. */
    public long update() {
        return update;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public void forEach(RectConsumer consumer) {
        for (int i = 0; i < count; i++) {
            consumer.accept(left[i], top[i], right[i] - left[i], bottom[i] - top[i]);
        }
    }

    /** For the engine: the next update begins, without rectangles. */
    public void begin(long number) {
        update = number;
        count = 0;
    }

    /** For the engine: forgets all rectangles. */
    public void clear() {
        count = 0;
    }

    /** For the engine: adds a rectangle; an empty one is ignored. */
    public void add(int x, int y, int width, int height) {
        if (width <= 0 || height <= 0) {
            return;
        }
        if (count < MAX_RECTS) {
            left[count] = x;
            top[count] = y;
            right[count] = x + width;
            bottom[count] = y + height;
            count++;
            return;
        }
        int last = MAX_RECTS - 1;
        left[last] = Math.min(left[last], x);
        top[last] = Math.min(top[last], y);
        right[last] = Math.max(right[last], x + width);
        bottom[last] = Math.max(bottom[last], y + height);
    }
}
