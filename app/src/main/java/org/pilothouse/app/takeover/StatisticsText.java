package org.pilothouse.app.takeover;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbStatistics;

/** How fast the picture comes, in words. */
final class StatisticsText {
    private static final int NAMED = 2;

    private StatisticsText() {}

    /** {@code 24 fps · 3.2 Mbit/s · ZRLE · 4.1 ms}. */
    static String brief(RfbStatistics statistics) {
        String text = String.format(
                Locale.ENGLISH,
                "%.0f fps  ·  %s Mbit/s",
                statistics.updatesPerSecond(),
                Sizes.trim(statistics.bytesPerSecond() * 8 / 1e6));
        String encodings = statistics.rectangles().entrySet().stream()
                .sorted(Map.Entry.<Encoding, Long>comparingByValue().reversed())
                .limit(NAMED)
                .map(entry -> name(entry.getKey()))
                .collect(Collectors.joining(", "));
        if (!encodings.isEmpty()) {
            text += "  ·  " + encodings;
        }
        return statistics.roundTrip().isPresent()
                ? text + "  ·  " + Ages.roundTrip(statistics.roundTrip().get())
                : text;
    }

    /** One line for each thing, for the tooltip. */
    static String full(RfbStatistics statistics) {
        String rectangles = statistics.rectangles().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().number()))
                .map(entry -> "  " + name(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
        return """
                Updates: %d
                Received: %s
                Sent: %s
                Round trip with the desktop: %s
                Rectangles by encoding:
                %s""".formatted(
                        statistics.updates(),
                        Sizes.bytes(statistics.bytesReceived()),
                        Sizes.bytes(statistics.bytesSent()),
                        statistics.roundTrip().map(Ages::roundTrip).orElse("not measured"),
                        rectangles);
    }

    private static String name(Encoding encoding) {
        return switch (encoding) {
            case RAW -> "Raw";
            case COPY_RECT -> "CopyRect";
            case HEXTILE -> "Hextile";
            case TIGHT -> "Tight";
            case ZLIB -> "Zlib";
            default -> encoding.name();
        };
    }
}
