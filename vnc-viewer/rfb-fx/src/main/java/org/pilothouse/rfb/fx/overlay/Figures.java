package org.pilothouse.rfb.fx.overlay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pilothouse.rfb.Bottleneck;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Histogram;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.picture.Placement;

/**
 * What the statistics overlay says, in words.
 *
 * @param limit who keeps the picture from being faster
 * @param reason why, a sentence
 */
record Figures(String limit, String reason, List<Row> rows) {
    private static final int ENCODINGS = 3;
    private static final String NOTHING = "\u2013";

    /** One figure. */
    record Row(String name, String value) {}

    static Figures of(RfbStatistics statistics, Optional<Placement> placement) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "Round trip", statistics.roundTrip().map(Figures::milliseconds).orElse(NOTHING)));
        rows.add(new Row("Input to pixel", times(statistics.latencies().inputToPixel())));
        rows.add(new Row("Input to screen", times(statistics.latencies().inputToPresented())));
        rows.add(new Row(
                "Updates",
                String.format(
                        Locale.ROOT,
                        "%.0f/s, %.0f/s shown",
                        statistics.updatesPerSecond(),
                        statistics.presentedPerSecond())));
        rows.add(new Row("Decoding", times(statistics.latencies().decode())));
        rows.add(new Row("Received", rate(statistics.bytesPerSecond())));
        rows.add(new Row("Encodings", encodings(statistics.pixelsByEncoding())));
        placement.ifPresent(at -> rows.add(new Row("Desktop", desktop(at))));
        return new Figures(
                side(statistics.bottleneck().side()), statistics.bottleneck().sentence(), List.copyOf(rows));
    }

    private static String side(Bottleneck.Side side) {
        return switch (side) {
            case NOTHING -> "Nothing limits";
            case RATE -> "Limited on purpose";
            case SERVER -> "The server limits";
            case NETWORK -> "The network limits";
            case DECODE -> "Decoding limits";
            case DISPLAY -> "This screen limits";
        };
    }

    /** Half of them took no longer than the first figure. */
    static String times(Histogram histogram) {
        if (histogram.isEmpty()) {
            return NOTHING;
        }
        String half = milliseconds(histogram.p50());
        String most = milliseconds(histogram.p95());
        return half.equals(most) ? half : half + ", 95 % within " + most;
    }

    private static String milliseconds(Duration duration) {
        double value = duration.toNanos() / 1e6;
        if (value >= 1000) {
            return String.format(Locale.ROOT, "%.1f s", value / 1000);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%.0f ms", value);
    }

    private static String rate(double bytesPerSecond) {
        double bits = bytesPerSecond * 8;
        return bits < 1e6
                ? String.format(Locale.ROOT, "%.0f kbit/s", bits / 1e3)
                : String.format(Locale.ROOT, "%.1f Mbit/s", bits / 1e6);
    }

    private static String encodings(Map<Encoding, Long> pixels) {
        long all = pixels.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return NOTHING;
        }
        return pixels.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<Encoding, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(ENCODINGS)
                .map(entry -> name(entry.getKey()) + " " + Math.round(100.0 * entry.getValue() / all) + " %")
                .collect(Collectors.joining(", "));
    }

    private static String name(Encoding encoding) {
        return switch (encoding.name()) {
            case "RAW" -> "Raw";
            case "COPY_RECT" -> "CopyRect";
            case "CORRE" -> "CoRRE";
            case "RRE", "TRLE", "ZRLE", "JPEG" -> encoding.name();
            case "TIGHT_PNG" -> "TightPNG";
            case "H264" -> "H.264";
            default -> encoding.name().charAt(0) + encoding.name().substring(1).toLowerCase(Locale.ROOT);
        };
    }

    private static String desktop(Placement placement) {
        return String.format(
                Locale.ROOT,
                "%d \u00d7 %d at %.0f %%",
                placement.remoteWidth(),
                placement.remoteHeight(),
                placement.factor() * 100);
    }
}
