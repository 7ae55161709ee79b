package org.pilothouse.rfb.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the update that answers an input. On a desktop that moves by itself nobody can tell which update that is, so an input is measured
 * only if the picture was still before it, and only an update that came no sooner than a round trip later is taken. An input that changes
 * nothing within a second is forgotten.
 */
final class InputLatency {
    static final long STILL_NANOS = Duration.ofMillis(100).toNanos();
    static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NONE = 0;

    private final LatencyHistogram toPixel;
    private final LatencyHistogram toPresented;
    /** When the input was given that waits for its update. */
    private final AtomicLong waitingSince = new AtomicLong(NONE);
    /** The update that answered, until it is presented; its input's time is written before and stays as long. */
    private final AtomicLong answer = new AtomicLong(NONE);

    private volatile long answeredInput;
    private volatile long lastChange;

    InputLatency(long now, LatencyHistogram toPixel, LatencyHistogram toPresented) {
        this.toPixel = toPixel;
        this.toPresented = toPresented;
        lastChange = now - STILL_NANOS;
    }

    /** A key or a button went down. On any thread. */
    void given(long now) {
        long before = waitingSince.get();
        boolean free = before == NONE || now - before > PATIENCE_NANOS;
        if (free && now - lastChange >= STILL_NANOS) {
            waitingSince.compareAndSet(before, now == NONE ? 1 : now);
        }
    }

    /**
     * An update that changed something has been decoded. On the session's thread.
     *
     * @param began when its first byte was read
     * @param leastRoundTrip nanoseconds that any answer takes; 0 if not known
     */
    void changed(long update, long began, long now, long leastRoundTrip) {
        lastChange = now;
        long given = waitingSince.get();
        if (given == NONE || began - given < leastRoundTrip) {
            return;
        }
        waitingSince.compareAndSet(given, NONE);
        if (now - given > PATIENCE_NANOS) {
            return;
        }
        toPixel.add(now - given, now);
        if (answer.get() == NONE) {
            answeredInput = given;
            answer.set(update);
        }
    }

    /** All updates up to this one are on the screen. On any thread. */
    void presented(long update, long now) {
        long shown = answer.get();
        if (shown != NONE && update >= shown) {
            long given = answeredInput;
            if (answer.compareAndSet(shown, NONE)) {
                toPresented.add(now - given, now);
            }
        }
    }
}
