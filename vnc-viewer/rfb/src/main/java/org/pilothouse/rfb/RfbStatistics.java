package org.pilothouse.rfb;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot of what a session did.
 *
 * @param updates complete updates since the start
 * @param updatesPerSecond over the last second
 * @param bytesReceived since the start
 * @param bytesSent since the start
 * @param bytesPerSecond received, over the last second
 * @param presentedPerSecond pictures that were shown, over the last second; zero if the application does not tell
 * @param pixels decoded since the start, those of CopyRect included
 * @param rectangles how many of each encoding came
 * @param pixelsByEncoding how many pixels came in each encoding
 * @param sinceLastUpdate time since the last complete update; empty before the first
 * @param roundTrip the server's answer to the last fence, its output queue included; empty where it has no fences
 * @param unanswered how long the server owes an answer that it must give at once; zero when it owes none. Seconds here mean that the
 *     desktop is frozen, not idle
 * @param latencies where the time goes
 * @param bottleneck who keeps the picture from being faster
 * @param jpegQuality what is asked for now, 0 to 9, or {@link RfbOptions#LOSSLESS}
 */
public record RfbStatistics(
        long updates,
        double updatesPerSecond,
        long bytesReceived,
        long bytesSent,
        double bytesPerSecond,
        double presentedPerSecond,
        long pixels,
        Map<Encoding, Long> rectangles,
        Map<Encoding, Long> pixelsByEncoding,
        Optional<Duration> sinceLastUpdate,
        Optional<Duration> roundTrip,
        Duration unanswered,
        Latencies latencies,
        Bottleneck bottleneck,
        int jpegQuality) {
    public RfbStatistics {
        rectangles = Map.copyOf(rectangles);
        pixelsByEncoding = Map.copyOf(pixelsByEncoding);
    }
}
