package org.pilothouse.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.frame.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event stream of a gateway. Once started it connects, and after a loss connects again with growing pauses, until
 * closed. Events come at least once from the gateway and at most once to listeners; what happened while there was no
 * connection is lost, so listeners are told to fetch again.
 */
public final class GatewayEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GatewayEvents.class);

    private final OkHttpClient okHttp;
    private final HttpCalls http;
    private final GatewayProfile profile;
    private final Timing timing;
    private final ExecutorService threads;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final RecentIds seen = new RecentIds(1000);
    private final Object lock = new Object();

    private boolean started;
    private boolean closed;
    private boolean retryNow;
    private @Nullable EventSocket socket;
    private volatile ConnectionState state = new ConnectionState.Idle();

    GatewayEvents(OkHttpClient okHttp, HttpCalls http, GatewayProfile profile, Timing timing, ExecutorService threads) {
        this.okHttp = okHttp;
        this.http = http;
        this.profile = profile;
        this.timing = timing;
        this.threads = threads;
    }

    /** Called on threads of the client, one call at a time per connection; must return soon. */
    public interface Listener {
        void event(Frame.Event event);

        /** A connection was made; whatever was fetched before may be out of date. */
        void refetch();

        default void state(ConnectionState state) {}
    }

    /** Takes the listener off again. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        listener.state(state);
        return () -> listeners.remove(listener);
    }

    public ConnectionState state() {
        return state;
    }

    /** Begins to connect; a second call does nothing. */
    public void start() {
        synchronized (lock) {
            if (started || closed) {
                return;
            }
            started = true;
        }
        threads.execute(this::run);
    }

    /** Ends the pause before the next attempt. */
    public void retryNow() {
        synchronized (lock) {
            retryNow = true;
            lock.notifyAll();
        }
    }

    @Override
    public void close() {
        EventSocket current;
        synchronized (lock) {
            closed = true;
            current = socket;
            lock.notifyAll();
        }
        if (current != null) {
            current.close();
        }
        enter(new ConnectionState.Idle());
    }

    private void run() {
        int failures = 0;
        while (true) {
            EventSocket attempt = new EventSocket(profile, timing, new Sink());
            synchronized (lock) {
                if (closed) {
                    return;
                }
                socket = attempt;
            }
            enter(new ConnectionState.Connecting());
            EventSocket.End end = attempt.runUntilEnd(okHttp, http);
            failures = end.wasConnected() ? 0 : failures + 1;
            if (!pauseAfter(end, failures)) {
                return;
            }
        }
    }

    /** @return false once closed */
    private boolean pauseAfter(EventSocket.End end, int failures) {
        Duration pause = end.refused() ? timing.reconnectMost() : backOff(failures);
        synchronized (lock) {
            if (closed) {
                return false;
            }
        }
        log.info("event stream of {} ended: {}; next attempt in {} ms", profile.name(), end.why(), pause.toMillis());
        Instant retryAt = Instant.now().plus(pause);
        enter(end.refused() ? new ConnectionState.Refused(end.why()) : new ConnectionState.Waiting(end.why(), retryAt));
        synchronized (lock) {
            long deadline = System.nanoTime() + pause.toNanos();
            while (!closed && !retryNow) {
                long leftMs = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    break;
                }
                try {
                    lock.wait(leftMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            retryNow = false;
            return !closed;
        }
    }

    /** Full jitter below a doubling bound, but never less than a tenth of it: a lost gateway is not hammered. */
    private Duration backOff(int failures) {
        long bound = timing.reconnectFirst().toMillis() << Math.min(failures, 10);
        bound = Math.min(bound, timing.reconnectMost().toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound / 10, bound + 1));
    }

    private void enter(ConnectionState next) {
        synchronized (lock) {
            if (closed && !(next instanceof ConnectionState.Idle)) {
                return;
            }
            state = next;
        }
        for (Listener listener : listeners) {
            listener.state(next);
        }
    }

    private final class Sink implements EventSocket.Listener {
        @Override
        public void connected() {
            enter(new ConnectionState.Connected(Instant.now(), null));
            for (Listener listener : listeners) {
                listener.refetch();
            }
        }

        @Override
        public void event(Frame.Event event) {
            if (seen.isNew(event.eventId())) {
                for (Listener listener : listeners) {
                    listener.event(event);
                }
            }
        }

        @Override
        public void roundTrip(Duration roundTrip) {
            if (state instanceof ConnectionState.Connected(Instant since, Duration before)) {
                enter(new ConnectionState.Connected(since, roundTrip));
            }
        }
    }
}
