package org.pilothouse.rfb.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.pilothouse.rfb.Bottleneck;

/**
 * What a session did within the last second, as far as it matters for who was the limit.
 *
 * @param updates complete updates
 * @param rateLimit the most that this session asks for
 * @param waiting share of the time in which nothing was there to read and no update was under way, 0 to 1
 * @param receiving share in which an update had begun and its rest was not there
 * @param decoding share in which it was decoded
 * @param delivering share that the listener took
 * @param bytes received
 * @param presented pictures that the application showed; 0 if it does not tell
 * @param presentMean how long the oldest change of a picture waited to be shown, on average
 * @param roundTrip the last one, if the server has fences
 * @param leastRoundTrip the shortest one of the session
 */
record Load(
        long updates,
        int rateLimit,
        double waiting,
        double receiving,
        double decoding,
        double delivering,
        long bytes,
        long presented,
        Duration presentMean,
        Optional<Duration> roundTrip,
        Optional<Duration> leastRoundTrip) {
    /** Fewer updates a second than this are no stream that anything could limit, unless they take all the time. */
    private static final long LEAST_UPDATES = 3;

    private static final double MOST = 0.7;
    private static final double HALF = 0.5;
    private static final double SEVERE = 0.85;
    private static final double ROOM = 0.25;
    /** Bytes a second that are no sign of a slow network, however they arrive. */
    private static final long FAST_BYTES = 10_000_000;

    /** A round trip that is this much longer than the shortest means that something queues. */
    private static final double QUEUING = 3;

    private static final double SEVERE_QUEUING = 12;

    private static final Duration NOTICEABLE = Duration.ofMillis(30);
    private static final Duration SLOW_PRESENT = Duration.ofMillis(40);

    /** Who is the limit. */
    Bottleneck bottleneck() {
        boolean busy = decoding + delivering + receiving >= HALF;
        if (updates < LEAST_UPDATES && !busy) {
            return said(Bottleneck.Side.NOTHING, "The desktop hardly changes.");
        }
        if (decoding >= MOST) {
            return said(
                    Bottleneck.Side.DECODE,
                    String.format(Locale.ROOT, "Decoding takes %d %% of the time.", percent(decoding)));
        }
        if (delivering >= HALF) {
            return said(
                    Bottleneck.Side.DISPLAY,
                    String.format(
                            Locale.ROOT,
                            "The application takes %d %% of the time to take updates over.",
                            percent(delivering)));
        }
        if (showsLess()) {
            return said(
                    Bottleneck.Side.DISPLAY,
                    String.format(
                            Locale.ROOT,
                            "%d of %d updates a second are shown, %d ms late.",
                            presented,
                            updates,
                            presentMean.toMillis()));
        }
        if (receiving >= HALF) {
            return said(
                    Bottleneck.Side.NETWORK,
                    String.format(
                            Locale.ROOT,
                            "Updates take %d %% of the time to arrive, at %.1f Mbit/s.",
                            percent(receiving),
                            bytes * 8 / 1e6));
        }
        if (atRateLimit()) {
            return said(
                    Bottleneck.Side.RATE,
                    String.format(Locale.ROOT, "No more than %d updates a second are asked for.", rateLimit));
        }
        return waitingForPeer();
    }

    /** How much the stream asks of the network and of the decoder. */
    Pressure pressure() {
        boolean slowNetwork = bytes < FAST_BYTES;
        if (slowNetwork && (receiving >= SEVERE || grew(SEVERE_QUEUING))) {
            return Pressure.SEVERE;
        }
        if ((slowNetwork && (receiving >= HALF || grew(QUEUING))) || decoding >= SEVERE) {
            return Pressure.HIGH;
        }
        boolean room = (!slowNetwork || receiving < ROOM) && decoding < HALF;
        return room ? Pressure.LOW : Pressure.FAIR;
    }

    private Bottleneck waitingForPeer() {
        if (roundTrip.isPresent() && grew(QUEUING)) {
            return said(
                    Bottleneck.Side.NETWORK,
                    String.format(
                            Locale.ROOT,
                            "What is sent queues up: the round trip is %d ms, and was %d ms before.",
                            roundTrip.get().toMillis(),
                            leastRoundTrip.orElse(Duration.ZERO).toMillis()));
        }
        double roundTrips = leastRoundTrip.orElse(Duration.ZERO).toNanos() / 1e9 * updates;
        if (waiting >= HALF && roundTrips >= MOST && !longRoundTrip().isZero()) {
            return said(
                    Bottleneck.Side.NETWORK,
                    String.format(
                            Locale.ROOT,
                            "Each update waits for a round trip of %d ms.",
                            longRoundTrip().toMillis()));
        }
        return said(
                Bottleneck.Side.SERVER,
                String.format(
                        Locale.ROOT,
                        "The server sends %d updates a second; the viewer waits for it %d %% of the time.",
                        updates,
                        percent(waiting)));
    }

    private boolean showsLess() {
        return presented > 0 && presented * 5 < updates * 4 && presentMean.compareTo(SLOW_PRESENT) > 0;
    }

    private boolean atRateLimit() {
        return rateLimit > 0 && updates * 5 >= rateLimit * 4L;
    }

    private boolean grew(double times) {
        Duration last = roundTrip.orElse(Duration.ZERO);
        long least = leastRoundTrip.orElse(last).toNanos();
        return last.toNanos() > least * times && last.toNanos() > least + NOTICEABLE.toNanos();
    }

    private Duration longRoundTrip() {
        Duration least = leastRoundTrip.orElse(Duration.ZERO);
        return least.compareTo(NOTICEABLE) > 0 ? least : Duration.ZERO;
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }

    private static Bottleneck said(Bottleneck.Side side, String sentence) {
        return new Bottleneck(side, sentence);
    }
}
