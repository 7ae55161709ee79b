package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that want attention. A key is worked on by at most one virtual thread; asking for it meanwhile makes it run once
 * more. Failures of a key space out its retries, and only its own.
 */
final class WorkQueue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);
    private static final long BASE_MILLIS = 500;
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    /** What became of one run. */
    sealed interface Result {
        /** Forget past failures; nothing more to do until somebody asks. */
        record Done() implements Result {}

        /** Look again after a while; not a failure. */
        record Again(Duration after) implements Result {}

        /** Failed: look again after a delay that doubles up to {@code cap}. */
        record Failed(Duration cap) implements Result {}

        /** Failed, and would fail again: wait until somebody changes what is wanted. */
        record Parked() implements Result {}
    }

    @FunctionalInterface
    interface Worker {
        Result work(String key) throws InterruptedException;
    }

    private static final class KeyState {
        boolean running;
        boolean wanted;
        boolean hinted;
        int failures;

        @Nullable
        ScheduledFuture<?> later;
    }

    private final Worker worker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<String, KeyState> keys = new HashMap<>();
    private final ScheduledExecutorService timer;
    private boolean closed;
    private int active;

    WorkQueue(Worker worker) {
        this.worker = worker;
        var scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("fleet-timer").factory());
        scheduler.setRemoveOnCancelPolicy(true);
        this.timer = scheduler;
    }

    /** Work on this key as soon as possible. */
    void add(String key) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            KeyState state = keys.computeIfAbsent(key, k -> new KeyState());
            cancelLater(state);
            state.wanted = true;
            if (!state.running) {
                launch(key, state);
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #add}, and the key's failures are forgotten: somebody changed what is wanted of it. */
    void addFresh(String key) {
        lock.lock();
        try {
            KeyState state = keys.get(key);
            if (state != null) {
                state.failures = 0;
            }
            add(key);
        } finally {
            lock.unlock();
        }
    }

    /** Something may have changed: as {@link #add}, but a key that waits after a failure goes on waiting. */
    void hint(String key) {
        lock.lock();
        try {
            KeyState state = keys.get(key);
            if (state == null || (!state.running && state.failures == 0)) {
                add(key);
            } else if (state.running) {
                // what the run itself caused is mostly why; if it fails, its retry is soon enough
                state.hinted = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void launch(String key, KeyState state) {
        state.running = true;
        active++;
        Thread.ofVirtual().name("fleet-" + key).start(() -> run(key, state));
    }

    private void run(String key, KeyState state) {
        while (true) {
            lock.lock();
            try {
                if (closed || !state.wanted) {
                    state.running = false;
                    active--;
                    idle.signalAll();
                    if (state.later == null && state.failures == 0) {
                        keys.remove(key, state);
                    }
                    return;
                }
                state.wanted = false;
            } finally {
                lock.unlock();
            }
            settle(key, state, attempt(key));
        }
    }

    private Result attempt(String key) {
        try {
            return worker.work(key);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Result.Done();
        } catch (RuntimeException e) {
            // a bug or a broken store must not end the loop of this key
            log.error("reconciling {} failed unexpectedly", key, e);
            return new Result.Failed(Duration.ofMinutes(1));
        }
    }

    private void settle(String key, KeyState state, Result result) {
        lock.lock();
        try {
            boolean wentWrong = result instanceof Result.Failed || result instanceof Result.Parked;
            state.wanted |= state.hinted && !wentWrong;
            state.hinted = false;
            switch (result) {
                case Result.Done _ -> state.failures = 0;
                case Result.Again again -> schedule(key, state, again.after().toMillis());
                case Result.Failed failed -> {
                    state.failures++;
                    schedule(key, state, delay(state.failures, failed.cap().toMillis()));
                }
                case Result.Parked _ -> state.failures++;
            }
        } finally {
            lock.unlock();
        }
    }

    private void schedule(String key, KeyState state, long millis) {
        if (closed || state.wanted) {
            return;
        }
        cancelLater(state);
        state.later = timer.schedule(() -> add(key), millis, TimeUnit.MILLISECONDS);
    }

    private static void cancelLater(KeyState state) {
        if (state.later != null) {
            state.later.cancel(false);
            state.later = null;
        }
    }

    /** Doubling from half a second, plus or minus a quarter so that many keys do not retry in step. */
    static long delay(int failures, long capMillis) {
        long plain = Math.min(capMillis, BASE_MILLIS << Math.min(failures - 1, 16));
        return Math.max(
                1, Math.round(plain * (0.75 + ThreadLocalRandom.current().nextDouble() * 0.5)));
    }

    /** Lets running work come to its end for a moment; what is cut off is taken up at the next start. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            timer.shutdownNow();
            long left = SHUTDOWN.toNanos();
            while (active > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
