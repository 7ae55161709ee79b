package org.pilothouse.rfb.session;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbSession;

/**
 * Asks for updates. A server that can is told to send them continuously, and paces itself by its fences, which are answered after decoding.
 * From others one incremental request is outstanding at a time; the next leaves as soon as an update begins to arrive, which hides a round
 * trip behind the decoding. A limited rate always uses requests, and lets them wait.
 */
final class UpdatePacer {
    private final OutputQueue output;
    private final SessionTimer timer;
    private @Nullable Framebuffer framebuffer;
    private int rate = RfbSession.UNLIMITED;
    private long lastRequest;
    private boolean outstanding;
    private boolean refreshAsked;
    private boolean scheduled;
    private boolean continuousKnown;
    private boolean continuous;

    UpdatePacer(OutputQueue output, SessionTimer timer) {
        this.output = output;
        this.timer = timer;
    }

    /** The picture to ask for, from now on; all of it is asked for at once. */
    synchronized void start(Framebuffer picture) {
        framebuffer = picture;
        refresh();
        if (continuous) {
            setContinuous(picture, true); // for the new size
        }
    }

    /** Asks for everything, changed or not. */
    synchronized void refresh() {
        if (framebuffer != null) {
            request(framebuffer, false);
        }
    }

    /** The same, unless that was asked for since the last update began. */
    synchronized void refreshOnce() {
        if (!refreshAsked) {
            refreshAsked = true;
            refresh();
        }
    }

    /** An update begins to arrive. */
    synchronized void updateBegan() {
        refreshAsked = false;
        outstanding = false;
        ask();
    }

    /** The server said that it can, or that it has stopped; the first time it is the former. Begins with the next update. */
    synchronized void continuousUpdatesKnown() {
        continuousKnown = true;
    }

    synchronized void setRate(int perSecond) {
        if (perSecond < 0) {
            throw new IllegalArgumentException("An update rate is not negative: " + perSecond + ".");
        }
        rate = perSecond;
        if (continuous && rate != RfbSession.UNLIMITED && framebuffer != null) {
            setContinuous(framebuffer, false);
        }
        ask();
    }

    /** The most updates a second that are asked for; 0 if there is no such limit. */
    synchronized int rateLimit() {
        return rate == RfbSession.UNLIMITED ? 0 : rate;
    }

    /** Whether updates are asked for as fast as the server sends them. */
    synchronized boolean isUnlimited() {
        return rate == RfbSession.UNLIMITED;
    }

    private void ask() {
        Framebuffer picture = framebuffer;
        if (picture == null || continuous || rate == 0) {
            return;
        }
        if (continuousKnown && rate == RfbSession.UNLIMITED) {
            setContinuous(picture, true);
        } else if (!outstanding) {
            askInTime(picture);
        }
    }

    private void askInTime(Framebuffer picture) {
        long interval = rate == RfbSession.UNLIMITED ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
        long wait = lastRequest + interval - System.nanoTime();
        if (interval == 0 || wait <= 0) {
            request(picture, true);
        } else if (!scheduled) {
            scheduled = true;
            timer.after(wait, this::waited);
        }
    }

    private synchronized void waited() {
        scheduled = false;
        ask();
    }

    private void setContinuous(Framebuffer picture, boolean on) {
        output.add(to -> ClientMessages.continuousUpdates(to, on, picture.width(), picture.height()));
        continuous = on;
    }

    private void request(Framebuffer picture, boolean incremental) {
        output.addUpdateRequest(incremental, picture.width(), picture.height());
        outstanding = true;
        lastRequest = System.nanoTime();
    }
}
