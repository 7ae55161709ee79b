package org.pilothouse.rfb.session;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The session's clock: one virtual thread for all that happens later. Once stopped, nothing happens any more. */
final class SessionTimer {
    /** Something that will happen, unless it is cancelled before. */
    interface Alarm {
        void cancel();
    }

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofVirtual().name("rfb-timer").factory(), (task, full) -> {
                // refused only after stop(), when nothing is to happen any more
            });

    SessionTimer() {
        executor.setRemoveOnCancelPolicy(true);
    }

    Alarm after(long nanos, Runnable task) {
        return cancelling(executor.schedule(task, nanos, TimeUnit.NANOSECONDS));
    }

    Alarm everySecond(Runnable task) {
        return cancelling(executor.scheduleAtFixedRate(task, 1, 1, TimeUnit.SECONDS));
    }

    void stop() {
        executor.shutdownNow();
    }

    private static Alarm cancelling(Future<?> future) {
        return () -> future.cancel(false);
    }
}
