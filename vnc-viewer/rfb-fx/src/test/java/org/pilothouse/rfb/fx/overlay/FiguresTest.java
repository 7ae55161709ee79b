package org.pilothouse.rfb.fx.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.Bottleneck;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.Histogram;
import org.pilothouse.rfb.Latencies;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.picture.Placement;
import org.pilothouse.rfb.fx.picture.Scale;
import org.pilothouse.rfb.fx.picture.ViewGeometry;

class FiguresTest {
    @Test
    void theyNameTheSideThatLimitsAndSayWhy() {
        Figures figures = Figures.of(statistics(), Optional.empty());
        assertEquals("The network limits", figures.limit());
        assertEquals("Each update waits for a round trip of 80 ms.", figures.reason());
    }

    @Test
    void everyFigureHasItsUnit() {
        Placement placement =
                Placement.of(new ViewGeometry(new Scale.Times(0.5), 900, 900, 1, 1), new Framebuffer(1280, 720));
        assertEquals(
                List.of(
                        new Figures.Row("Round trip", "80 ms"),
                        new Figures.Row("Input to pixel", "3.2 ms, 95 % within 14 ms"),
                        new Figures.Row("Input to screen", "\u2013"),
                        new Figures.Row("Updates", "24/s, 23/s shown"),
                        new Figures.Row("Decoding", "\u2013"),
                        new Figures.Row("Received", "2.4 Mbit/s"),
                        new Figures.Row("Encodings", "Tight 75 %, CopyRect 25 %"),
                        new Figures.Row("Desktop", "1280 \u00d7 720 at 50 %")),
                Figures.of(statistics(), Optional.of(placement)).rows());
    }

    @Test
    void whatTakesLongIsToldInSecondsAndWhatIsTheSameOnce() {
        Histogram slow = new Histogram(
                1, Duration.ofMillis(2198), Duration.ofMillis(2199), Duration.ofMillis(2199), Duration.ofMillis(2199));
        assertEquals("2.2 s", Figures.times(slow));
    }

    private static RfbStatistics statistics() {
        Histogram input = new Histogram(
                9, Duration.ofNanos(3_200_000), Duration.ofMillis(14), Duration.ofMillis(15), Duration.ofMillis(15));
        return new RfbStatistics(
                100,
                24.2,
                1,
                1,
                300_000,
                23,
                400,
                Map.of(Encoding.TIGHT, 2L, Encoding.COPY_RECT, 1L),
                Map.of(Encoding.TIGHT, 300L, Encoding.COPY_RECT, 100L, Encoding.RAW, 0L),
                Optional.of(Duration.ZERO),
                Optional.of(Duration.ofMillis(80)),
                Duration.ZERO,
                new Latencies(
                        Histogram.EMPTY,
                        Histogram.EMPTY,
                        Histogram.EMPTY,
                        Histogram.EMPTY,
                        Histogram.EMPTY,
                        Histogram.EMPTY,
                        input,
                        Histogram.EMPTY),
                new Bottleneck(Bottleneck.Side.NETWORK, "Each update waits for a round trip of 80 ms."),
                8);
    }
}
