package org.pilothouse.rfb.session;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbSession;

/**
 * Asks for updates: one incremental request is outstanding at a time, the next leaves as soon as an update begins to arrive, which hides
 * a round trip behind the decoding. A lower rate lets the request wait.
 */
final class UpdatePacer {
    private final OutputQueue output;
    private final SessionTimer timer;
    private @Nullable Framebuffer framebuffer;
    private int rate = RfbSession.UNLIMITED;
    private long lastRequest;
    private boolean outstanding;
    private boolean scheduled;

    UpdatePacer(OutputQueue output, SessionTimer timer) {
        this.output = output;
        this.timer = timer;
    }

    /** The picture to ask for, from now on; all of it is asked for at once. */
    synchronized void start(Framebuffer picture) {
        framebuffer = picture;
        refresh();
    }

    /** Asks for everything, changed or not. */
    synchronized void refresh() {
        if (framebuffer != null) {
            request(framebuffer, false);
        }
    }

    /** An update begins to arrive. */
    synchronized void updateBegan() {
        outstanding = false;
        ask();
    }

    synchronized void setRate(int perSecond) {
        if (perSecond < 0) {
            throw new IllegalArgumentException("An update rate is not negative: " + perSecond + ".");
        }
        rate = perSecond;
        ask();
    }

    private void ask() {
        if (outstanding || rate == 0 || framebuffer == null) {
            return;
        }
        long interval = rate == RfbSession.UNLIMITED ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
        long wait = lastRequest + interval - System.nanoTime();
        if (interval == 0 || wait <= 0) {
            request(framebuffer, true);
        } else if (!scheduled) {
            scheduled = true;
            timer.after(wait, this::waited);
        }
    }

    private synchronized void waited() {
        scheduled = false;
        ask();
    }

    private void request(Framebuffer picture, boolean incremental) {
        output.addUpdateRequest(incremental, picture.width(), picture.height());
        outstanding = true;
        lastRequest = System.nanoTime();
    }
}
