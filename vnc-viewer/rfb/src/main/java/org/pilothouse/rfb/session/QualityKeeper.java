package org.pilothouse.rfb.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.metrics.Pressure;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.quality.Area;
import org.pilothouse.rfb.quality.Level;
import org.pilothouse.rfb.quality.LossyPixels;
import org.pilothouse.rfb.quality.QualityController;

/**
 * Tells the server which encodings and which quality are wanted: a fixed one, or what the network carries. When the picture has been still
 * for a while, pixels that came lossy are asked for again without loss, in slices that take about half a second each, so that whoever begins to
 * work meanwhile waits no longer than that. Where something else moves all the time, that happens only as long as the network has room.
 */
final class QualityKeeper {
    private static final long STILL_NANOS = Duration.ofMillis(400).toNanos();
    /** How long a part must have been still while others move. */
    private static final long STILL_PART_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long SLICE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long GIVE_UP_NANOS = Duration.ofSeconds(4).toNanos();
    private static final int MOST_DOUBLINGS = 10;
    private static final int FIRST_SLICE = 512 << 10;
    private static final int LEAST_SLICE = 32 << 10;
    private static final int MOST_SLICE = 8 << 20;

    private final RfbOptions options;
    private final OutputQueue output;
    private final SessionTimer timer;
    private final UpdatePacer pacer;
    private final SessionMeter meter;
    private final QualityController controller = new QualityController();
    private LossyPixels lossy = new LossyPixels(0, 0);
    private int wanted;
    private boolean started;
    private SessionTimer.@Nullable Alarm alarm;
    private long lastChange = System.nanoTime();

    /** What was asked for without loss and has not come; empty while nothing is. */
    private List<Area> refreshing = List.of();

    private long refreshBegan;
    private int slice = FIRST_SLICE;
    /** How often in a row nothing exact came for what was asked. */
    private int inVain;

    QualityKeeper(RfbOptions options, OutputQueue output, SessionTimer timer, UpdatePacer pacer, SessionMeter meter) {
        this.options = options;
        this.output = output;
        this.timer = timer;
        this.pacer = pacer;
        this.meter = meter;
        this.wanted = options.jpegQuality();
    }

    /** The server may be told now. */
    synchronized void start(Framebuffer framebuffer) {
        started = true;
        resized(framebuffer);
        announce();
    }

    /** A quality, {@link RfbOptions#LOSSLESS} or {@link RfbOptions#AUTOMATIC}. */
    synchronized void set(int quality) {
        wanted = quality;
        announce();
    }

    /** The quality that is asked for now, or {@link RfbOptions#LOSSLESS}. */
    synchronized int quality() {
        return level().jpegQuality();
    }

    /** Called about once a second while connected. */
    synchronized void second() {
        boolean changed = controller.observe(meter.pressure());
        if (changed && wanted == RfbOptions.AUTOMATIC && refreshing.isEmpty()) {
            announce();
        }
    }

    /** There is a new framebuffer, whose pixels all will come anew. */
    synchronized void resized(Framebuffer framebuffer) {
        lossy = new LossyPixels(framebuffer.width(), framebuffer.height());
        if (!refreshing.isEmpty()) {
            refreshing = List.of();
            announce();
        }
    }

    synchronized void painted(int x, int y, int width, int height, boolean withLoss) {
        if (options.losslessRefresh() && (withLoss || !lossy.isEmpty())) {
            lossy.painted(x, y, width, height, withLoss, System.nanoTime());
        }
    }

    synchronized void copied(int fromX, int fromY, int x, int y, int width, int height) {
        if (!lossy.isEmpty()) {
            lossy.copied(fromX, fromY, x, y, width, height, System.nanoTime());
        }
    }

    /** An update that changed something is complete. */
    synchronized void updated() {
        if (!refreshing.isEmpty()) {
            if (refreshing.stream().noneMatch(lossy::anyIn)) {
                long took = Math.max(1, System.nanoTime() - refreshBegan);
                inVain = 0;
                slice = (int) Math.clamp(slice * (double) SLICE_NANOS / took, LEAST_SLICE, MOST_SLICE);
                endRefresh();
            }
        } else if (!lossy.isEmpty()) {
            lastChange = System.nanoTime();
            if (alarm == null) {
                lookIn(STILL_NANOS);
            }
        }
    }

    private void lookIn(long nanos) {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = options.losslessRefresh() ? timer.after(nanos, this::look) : null;
    }

    private synchronized void look() {
        alarm = null;
        long now = System.nanoTime();
        if (!refreshing.isEmpty()) {
            if (now - refreshBegan >= GIVE_UP_NANOS) {
                slice = LEAST_SLICE;
                inVain++;
                endRefresh();
            } else {
                lookIn(GIVE_UP_NANOS - (now - refreshBegan));
            }
        } else if (!lossy.isEmpty() && pacer.isUnlimited()) {
            List<Area> areas = due(now);
            if (areas.isEmpty()) {
                lookIn(STILL_NANOS);
            } else {
                refresh(areas, now);
            }
        }
    }

    private List<Area> due(long now) {
        if (now - lastChange >= STILL_NANOS) {
            return lossy.due(now, slice);
        }
        return meter.pressure() == Pressure.LOW ? lossy.due(now - STILL_PART_NANOS, slice) : List.of();
    }

    private void refresh(List<Area> areas, long now) {
        refreshing = areas;
        refreshBegan = now;
        announce();
        for (Area area : areas) {
            output.add(to -> ClientMessages.updateRequest(to, false, area.x(), area.y(), area.width(), area.height()));
        }
        lookIn(GIVE_UP_NANOS);
    }

    private void endRefresh() {
        refreshing = List.of();
        announce();
        if (!lossy.isEmpty()) {
            // A server that only has lossy encodings is not asked for ever.
            lookIn(inVain == 0 ? 0 : STILL_NANOS << Math.min(MOST_DOUBLINGS, inVain));
        }
    }

    private void announce() {
        if (started) {
            Level now = level();
            int quality = refreshing.isEmpty() ? now.jpegQuality() : RfbOptions.LOSSLESS;
            output.add(to ->
                    ClientMessages.setEncodings(to, PseudoEncoding.numbersFor(options, quality, now.compression())));
        }
    }

    private Level level() {
        if (wanted != RfbOptions.AUTOMATIC) {
            return new Level(wanted, options.compression());
        }
        Level automatic = controller.level();
        return new Level(automatic.jpegQuality(), Math.max(options.compression(), automatic.compression()));
    }
}
