package org.pilothouse.agent.log;

/** Lets so many lines through in each second, and counts the rest. */
final class LineBudget {
    private static final long SECOND = 1_000_000_000L;

    private final int linesPerSecond;
    private long windowStart = Long.MIN_VALUE;
    private int used;
    private long skipped;

    LineBudget(int linesPerSecond) {
        this.linesPerSecond = linesPerSecond;
    }

    /**
     * Asks for one line.
     *
     * @param now of {@link System#nanoTime}
     * @return how many lines were left out before this one, or -1 where this one is to be left out too
     */
    long skippedBefore(long now) {
        if (windowStart == Long.MIN_VALUE || now - windowStart >= SECOND) {
            windowStart = now;
            used = 0;
        }
        if (used >= linesPerSecond) {
            skipped++;
            return -1;
        }
        used++;
        long before = skipped;
        skipped = 0;
        return before;
    }
}
