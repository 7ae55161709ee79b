package org.pilothouse.rfb.fx.picture;

import java.util.Arrays;

/**
 * What changed in a picture, as one bounding box for each strip of {@link #HEIGHT} rows: as fine as it can be presented. Any thread adds,
 * one drains.
 */
final class DirtyStrips {
    /** Rows of a strip. Low enough that a small change repaints little, high enough that a full one is few nodes. */
    static final int HEIGHT = 64;

    /** Receives the box of one strip, in coordinates of the picture. */
    @FunctionalInterface
    interface BoxConsumer {
        void accept(int strip, int x, int y, int width, int height);
    }

    private final int width;
    private final int height;
    private final int[] left;
    private final int[] top;
    private final int[] right;
    private final int[] bottom;

    DirtyStrips(int width, int height) {
        this.width = width;
        this.height = height;
        int count = count(height);
        left = new int[count];
        top = new int[count];
        right = new int[count];
        bottom = new int[count];
        clear();
    }

    /** How many strips a picture has. */
    static int count(int height) {
        return (height + HEIGHT - 1) / HEIGHT;
    }

    synchronized void addAll() {
        add(0, 0, width, height);
    }

    /** Adds a rectangle; what lies outside the picture is cut off. */
    synchronized void add(int x, int y, int across, int down) {
        int fromX = Math.max(0, x);
        int fromY = Math.max(0, y);
        int toX = Math.min(width, x + across);
        int toY = Math.min(height, y + down);
        if (fromX >= toX || fromY >= toY) {
            return;
        }
        for (int strip = fromY / HEIGHT; strip <= (toY - 1) / HEIGHT; strip++) {
            left[strip] = Math.min(left[strip], fromX);
            right[strip] = Math.max(right[strip], toX);
            top[strip] = Math.min(top[strip], Math.max(fromY, strip * HEIGHT));
            bottom[strip] = Math.max(bottom[strip], Math.min(toY, (strip + 1) * HEIGHT));
        }
    }

    /** Hands over all boxes and forgets them. */
    synchronized void drain(BoxConsumer consumer) {
        for (int strip = 0; strip < left.length; strip++) {
            if (left[strip] < right[strip]) {
                consumer.accept(strip, left[strip], top[strip], right[strip] - left[strip], bottom[strip] - top[strip]);
            }
        }
        clear();
    }

    private void clear() {
        Arrays.fill(left, Integer.MAX_VALUE);
        Arrays.fill(top, Integer.MAX_VALUE);
        Arrays.fill(right, 0);
        Arrays.fill(bottom, 0);
    }
}
