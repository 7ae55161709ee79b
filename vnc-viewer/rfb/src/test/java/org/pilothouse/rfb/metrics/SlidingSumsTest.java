package org.pilothouse.rfb.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SlidingSumsTest {
    private static final long TENTH = SlidingSums.SPAN_NANOS / 10;

    private final SlidingSums sums = new SlidingSums(2);

    @Test
    void sumsEachKindOverTheLastSecond() {
        sums.add(0, 5, 0);
        sums.add(0, 7, 3 * TENTH);
        sums.add(1, 100, 3 * TENTH);
        assertEquals(12, sums.sum(0, 9 * TENTH));
        assertEquals(100, sums.sum(1, 9 * TENTH));
        assertEquals(7, sums.sum(0, 10 * TENTH));
        assertEquals(0, sums.sum(0, 13 * TENTH));
    }

    @Test
    void aTenthThatIsUsedAgainStartsAnew() {
        sums.add(0, 5, 0);
        sums.add(1, 5, 0);
        sums.add(0, 1, 10 * TENTH);
        assertEquals(1, sums.sum(0, 10 * TENTH));
        assertEquals(0, sums.sum(1, 10 * TENTH));
    }

    @Test
    void worksWithClocksBelowZero() {
        sums.add(0, 5, -3 * TENTH);
        assertEquals(5, sums.sum(0, 0));
    }
}
