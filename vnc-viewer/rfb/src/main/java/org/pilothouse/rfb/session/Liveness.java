package org.pilothouse.rfb.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.pilothouse.rfb.metrics.SessionMeter;

/**
 * Tells a frozen desktop from an idle one. Where the server has fences, one goes out every second and its echo is the round trip, the
 * server's queue included. Elsewhere, after some silence, a request for one pixel that must be answered at once does the job.
 */
final class Liveness {
    private static final long SILENCE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int PAYLOAD_LENGTH = 8;

    private final OutputQueue output;
    private final SessionMeter meter;
    private boolean fences;
    private boolean waiting;
    private long sentAt;
    private long lastHeard = System.nanoTime();

    Liveness(OutputQueue output, SessionMeter meter) {
        this.output = output;
        this.meter = meter;
    }

    /** Called about once a second while connected. */
    synchronized void tick() {
        if (waiting) {
            return;
        }
        long now = System.nanoTime();
        if (fences) {
            sent(now);
            meter.fenceSent();
            byte[] payload = ByteBuffer.allocate(PAYLOAD_LENGTH).putLong(now).array();
            int flags = ClientMessages.FENCE_REQUEST | ClientMessages.FENCE_BLOCK_BEFORE;
            output.add(to -> ClientMessages.fence(to, flags, payload, PAYLOAD_LENGTH));
        } else if (now - lastHeard > SILENCE_NANOS) {
            sent(now);
            output.addUpdateRequest(false, 1, 1);
        }
    }

    /** The server sent a fence, so it knows them. */
    synchronized void fencesKnown() {
        if (!fences) {
            fences = true;
            waiting = false;
            tick();
        }
    }

    /** The echo of a fence of ours came. */
    synchronized void fenceEchoed(byte[] payload, int length) {
        if (waiting && length == PAYLOAD_LENGTH && ByteBuffer.wrap(payload).getLong() == sentAt) {
            waiting = false;
            meter.roundTrip(System.nanoTime() - sentAt);
        }
    }

    /** An update came. It answers a request for a pixel, but not a fence: that stays in line behind what is queued. */
    synchronized void updateCame() {
        lastHeard = System.nanoTime();
        if (!fences) {
            waiting = false;
        }
    }

    synchronized Duration unanswered() {
        return waiting ? Duration.ofNanos(System.nanoTime() - sentAt) : Duration.ZERO;
    }

    private void sent(long now) {
        waiting = true;
        sentAt = now;
    }
}
