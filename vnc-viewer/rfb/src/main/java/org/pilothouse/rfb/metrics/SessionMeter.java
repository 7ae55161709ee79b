package org.pilothouse.rfb.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.pilothouse.rfb.Bottleneck;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Latencies;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.wire.WireReader;

/**
 * Counts and times what a session does, always. Writing takes no lock and makes no garbage; each method says on which thread it may be
 * called. Any thread reads.
 */
public final class SessionMeter implements WireReader.Watch {
    private static final int UPDATES = 0;
    private static final int BYTES = 1;
    private static final int WAIT = 2;
    private static final int RECEIVE = 3;
    private static final int DECODE = 4;
    private static final int DELIVER = 5;
    private static final int SHOWN = 6;
    private static final int PRESENT = 7;
    private static final int KINDS = 8;

    /** How many updates may be decoded before one of them is presented and its latency is still known. */
    private static final int REMEMBERED = 256;

    /** What came in one encoding. Only the session's thread counts. */
    private record Arrived(AtomicLong rectangles, AtomicLong pixels) {
        void add(int area) {
            rectangles.setRelease(rectangles.getPlain() + 1);
            pixels.setRelease(pixels.getPlain() + area);
        }
    }

    /** Complete from the beginning, so that any thread may look things up. */
    private final Map<Encoding, Arrived> arrived = new EnumMap<>(Encoding.class);

    private final SlidingSums lastSecond = new SlidingSums(KINDS);
    private final AtomicLongArray decodedAt = new AtomicLongArray(REMEMBERED);
    private final AtomicLong shown = new AtomicLong();

    private final LatencyHistogram roundTrips;
    private final LatencyHistogram wait;
    private final LatencyHistogram receive;
    private final LatencyHistogram decode;
    private final LatencyHistogram deliver;
    private final LatencyHistogram present;
    private final LatencyHistogram inputToPixel;
    private final LatencyHistogram inputToPresented;
    private final InputLatency input;

    /** Written by the session's thread only. */
    private final AtomicLong received = new AtomicLong();

    private volatile long updates;
    private volatile long lastUpdate;
    private volatile long lastRoundTrip;
    private volatile long leastRoundTrip;
    /** When the fence left that has not come back; 0 if none. */
    private volatile long fenceSent;

    // Only the session's thread knows these.
    private boolean inUpdate;
    private long began;
    private long decoded;
    private long blocked;

    public SessionMeter() {
        for (Encoding encoding : Encoding.values()) {
            arrived.put(encoding, new Arrived(new AtomicLong(), new AtomicLong()));
        }
        long now = System.nanoTime();
        roundTrips = new LatencyHistogram(now);
        wait = new LatencyHistogram(now);
        receive = new LatencyHistogram(now);
        decode = new LatencyHistogram(now);
        deliver = new LatencyHistogram(now);
        present = new LatencyHistogram(now);
        inputToPixel = new LatencyHistogram(now);
        inputToPresented = new LatencyHistogram(now);
        input = new InputLatency(now, inputToPixel, inputToPresented);
    }

    /** What a meter shows; rates and the bottleneck are those of the last second. */
    public record Reading(
            long updates,
            long bytes,
            double updatesPerSecond,
            double bytesPerSecond,
            double presentedPerSecond,
            Map<Encoding, Long> rectangles,
            Map<Encoding, Long> pixels,
            Optional<Duration> sinceLastUpdate,
            Optional<Duration> roundTrip,
            Latencies latencies,
            Bottleneck bottleneck) {
        /** As the application gets it, with what only a session knows. */
        public RfbStatistics statistics(long bytesSent, Duration unanswered, int jpegQuality) {
            return new RfbStatistics(
                    updates,
                    updatesPerSecond,
                    bytes,
                    bytesSent,
                    bytesPerSecond,
                    presentedPerSecond,
                    allPixels(),
                    rectangles,
                    pixels,
                    sinceLastUpdate,
                    roundTrip,
                    unanswered,
                    latencies,
                    bottleneck,
                    jpegQuality);
        }

        /** Pixels of all encodings. */
        public long allPixels() {
            return pixels.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Complete updates so far. On any thread. */
    public long updates() {
        return updates;
    }

    /** Bytes came, after the session's thread had been blocked from {@code start} to {@code end}. On that thread. */
    @Override
    public void read(int count, long start, long end) {
        received.setRelease(received.getPlain() + count);
        blocked += end - start;
        lastSecond.add(BYTES, count, end);
        lastSecond.add(inUpdate ? RECEIVE : WAIT, Math.min(end - start, SlidingSums.SPAN_NANOS), end);
    }

    /**
     * An update begins to arrive. On the session's thread.
     *
     * @return its number, from 1 on
     */
    public long updateBegan() {
        long now = System.nanoTime();
        wait.add(blocked, now);
        blocked = 0;
        inUpdate = true;
        began = now;
        return updates + 1;
    }

    /** A rectangle has been decoded. On the session's thread. */
    public void rectangle(Encoding encoding, int area) {
        Objects.requireNonNull(arrived.get(encoding)).add(area);
    }

    /** The update that began is decoded. On the session's thread. */
    public void updateDecoded(boolean changedPixels) {
        long now = System.nanoTime();
        long working = Math.max(0, now - began - blocked);
        receive.add(blocked, now);
        decode.add(working, now);
        lastSecond.add(DECODE, Math.min(working, SlidingSums.SPAN_NANOS), now);
        lastSecond.add(UPDATES, 1, now);
        blocked = 0;
        inUpdate = false;
        decoded = now;
        long number = updates + 1;
        decodedAt.set((int) (number % REMEMBERED), now);
        lastUpdate = now;
        updates = number;
        if (changedPixels) {
            input.changed(number, began, now, leastRoundTrip);
        }
    }

    /** The listener took the update. On the session's thread. */
    public void delivered() {
        long now = System.nanoTime();
        deliver.add(now - decoded, now);
        lastSecond.add(DELIVER, Math.min(now - decoded, SlidingSums.SPAN_NANOS), now);
    }

    /** An input that may change the picture leaves. On any thread. */
    public void inputGiven() {
        input.given(System.nanoTime());
    }

    /** The picture with all updates up to this one is on the screen. On any thread. */
    public void presented(long update) {
        long newest = updates;
        long before = shown.get();
        if (update <= before || update > newest || !shown.compareAndSet(before, update)) {
            return;
        }
        long now = System.nanoTime();
        long oldest = Math.max(before + 1, newest - REMEMBERED + 2);
        long late = now - decodedAt.get((int) (oldest % REMEMBERED));
        present.add(late, now);
        lastSecond.add(SHOWN, 1, now);
        lastSecond.add(PRESENT, late, now);
        input.presented(update, now);
    }

    /** A fence of ours leaves. On any thread. */
    public void fenceSent() {
        fenceSent = System.nanoTime();
    }

    /** A fence of ours came back. On the session's thread. */
    public void roundTrip(long nanos) {
        fenceSent = 0;
        roundTrips.add(nanos, System.nanoTime());
        lastRoundTrip = nanos;
        leastRoundTrip = leastRoundTrip == 0 ? nanos : Math.min(leastRoundTrip, nanos);
    }

    /** How much the stream asks of the network and of the decoder, over the last second. On any thread. */
    public Pressure pressure() {
        return load(0, System.nanoTime()).pressure();
    }

    /**
     * Reads everything.
     *
     * @param rateLimit the most updates that the session asks for
     */
    public Reading read(int rateLimit) {
        long now = System.nanoTime();
        Map<Encoding, Long> rectangleCounts = new EnumMap<>(Encoding.class);
        Map<Encoding, Long> pixelCounts = new EnumMap<>(Encoding.class);
        arrived.forEach((encoding, counts) -> {
            long rectangles = counts.rectangles().getAcquire();
            if (rectangles > 0) {
                rectangleCounts.put(encoding, rectangles);
                pixelCounts.put(encoding, counts.pixels().getAcquire());
            }
        });
        long count = updates;
        return new Reading(
                count,
                received.getAcquire(),
                lastSecond.sum(UPDATES, now),
                lastSecond.sum(BYTES, now),
                lastSecond.sum(SHOWN, now),
                rectangleCounts,
                pixelCounts,
                count == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(now - lastUpdate)),
                duration(lastRoundTrip),
                latencies(now),
                load(rateLimit, now).bottleneck());
    }

    private Latencies latencies(long now) {
        return new Latencies(
                roundTrips.read(now),
                wait.read(now),
                receive.read(now),
                decode.read(now),
                deliver.read(now),
                present.read(now),
                inputToPixel.read(now),
                inputToPresented.read(now));
    }

    private Load load(int rateLimit, long now) {
        long presented = lastSecond.sum(SHOWN, now);
        return new Load(
                lastSecond.sum(UPDATES, now),
                rateLimit,
                share(WAIT, now),
                share(RECEIVE, now),
                share(DECODE, now),
                share(DELIVER, now),
                lastSecond.sum(BYTES, now),
                presented,
                Duration.ofNanos(lastSecond.sum(PRESENT, now) / Math.max(1, presented)),
                duration(roundTripSoFar(now)),
                duration(leastRoundTrip));
    }

    /** The last round trip, or the one under way if that takes longer. */
    private long roundTripSoFar(long now) {
        long sent = fenceSent;
        return sent == 0 || lastRoundTrip == 0 ? lastRoundTrip : Math.max(lastRoundTrip, now - sent);
    }

    private double share(int kind, long now) {
        return Math.min(1, lastSecond.sum(kind, now) / (double) SlidingSums.SPAN_NANOS);
    }

    private static Optional<Duration> duration(long nanos) {
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }
}
