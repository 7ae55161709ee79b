package org.pilothouse.rfb.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.security.SecurityTalk;

/** Ends a handshake that takes too long. It stands still while a person is asked for a password. */
final class HandshakeClock implements SecurityTalk.Pause {
    private final SessionTimer timer;
    private final Runnable onTimeout;
    private long leftNanos;
    private long startedAt;
    private SessionTimer.@Nullable Alarm alarm;

    HandshakeClock(SessionTimer timer, Duration timeout, Runnable onTimeout) {
        this.timer = timer;
        this.onTimeout = onTimeout;
        this.leftNanos = timeout.toNanos();
    }

    void start() {
        end();
    }

    void stop() {
        begin();
    }

    @Override
    public synchronized void begin() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
            leftNanos -= System.nanoTime() - startedAt;
        }
    }

    @Override
    public synchronized void end() {
        startedAt = System.nanoTime();
        alarm = timer.after(Math.max(0, leftNanos), onTimeout);
    }
}
