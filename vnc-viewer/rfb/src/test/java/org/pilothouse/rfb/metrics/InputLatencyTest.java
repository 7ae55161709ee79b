package org.pilothouse.rfb.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InputLatencyTest {
    private static final long MS = 1_000_000;
    private static final long START = 10_000 * MS;

    private final LatencyHistogram toPixel = new LatencyHistogram(START);
    private final LatencyHistogram toPresented = new LatencyHistogram(START);
    private final InputLatency input = new InputLatency(START, toPixel, toPresented);

    @Test
    void isMeasuredToThePixelAndToTheScreen() {
        input.given(START);
        input.changed(1, START + 9 * MS, START + 10 * MS, 0);
        input.presented(1, START + 25 * MS);
        assertEquals(Duration.ofMillis(10), toPixel.read(START).max());
        assertEquals(Duration.ofMillis(25), toPresented.read(START).max());
    }

    @Test
    void aPictureWithLaterUpdatesInItCountsToo() {
        input.given(START);
        input.changed(4, START + 9 * MS, START + 10 * MS, 0);
        input.presented(3, START + 11 * MS);
        assertEquals(0, toPresented.read(START).count());
        input.presented(9, START + 25 * MS);
        input.presented(10, START + 40 * MS);
        assertEquals(1, toPresented.read(START).count());
    }

    @Test
    void onAMovingDesktopNobodyCanTell() {
        input.changed(1, START, START + MS, 0);
        input.given(START + 50 * MS);
        input.changed(2, START + 60 * MS, START + 61 * MS, 0);
        assertEquals(0, toPixel.read(START).count());
        input.given(START + 300 * MS);
        input.changed(3, START + 310 * MS, START + 311 * MS, 0);
        assertEquals(1, toPixel.read(START).count());
    }

    @Test
    void noAnswerIsFasterThanARoundTrip() {
        input.given(START);
        input.changed(1, START + 5 * MS, START + 6 * MS, 80 * MS);
        assertEquals(0, toPixel.read(START).count());
        input.changed(2, START + 90 * MS, START + 91 * MS, 80 * MS);
        assertEquals(Duration.ofMillis(91), toPixel.read(START).max());
    }

    @Test
    void anInputWithoutEffectIsForgotten() {
        input.given(START);
        input.changed(1, START + 1500 * MS, START + 1501 * MS, 0);
        assertEquals(0, toPixel.read(START).count());
        input.given(START + 4000 * MS);
        input.given(START + 4005 * MS);
        input.given(START + 6000 * MS);
        input.changed(2, START + 6010 * MS, START + 6010 * MS, 0);
        assertEquals(Duration.ofMillis(10), toPixel.read(START).max());
    }

    @Test
    void theFirstOfSeveralInputsIsMeasured() {
        input.given(START);
        input.given(START + 8 * MS);
        input.changed(1, START + 9 * MS, START + 10 * MS, 0);
        input.changed(2, START + 11 * MS, START + 12 * MS, 0);
        assertEquals(1, toPixel.read(START).count());
        assertEquals(Duration.ofMillis(10), toPixel.read(START).max());
    }
}
