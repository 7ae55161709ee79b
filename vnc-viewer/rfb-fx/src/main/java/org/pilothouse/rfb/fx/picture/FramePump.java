package org.pilothouse.rfb.fx.picture;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;

/**
 * Brings pictures from the session's thread to the view. Unscaled ones go straight through; scaling happens on a thread of its own, so
 * that neither the session nor the FX thread waits for it. The FX thread only takes what is ready.
 */
public final class FramePump {
    /** Scale all of a surface, or what changed, up to an update. */
    private record Job(Surface surface, @Nullable DirtyStrips changed, long update) {}

    private final Runnable signal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    private @Nullable Framebuffer source;
    private @Nullable ViewGeometry view;
    private @Nullable Surface ready;
    /** What changed in the source since it was last scaled; null while nothing is scaled. */
    private @Nullable DirtyStrips unscaled;

    /** The newest update of the source, and the newest one that is ready. */
    private long newest;

    private long newestReady;
    private boolean rescaleAll;
    private boolean pending;
    private boolean running;

    /**
     * Makes a pump.
     *
     * @param signal called on any thread when there is something to present
     */
    public FramePump(Runnable signal) {
        this.signal = signal;
    }

    /** Begins, with the picture that there is already. */
    public void start(@Nullable Framebuffer picture) {
        lock.lock();
        try {
            running = true;
            source = picture;
            prepare();
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("vnc-scaler").start(this::scaleWhatComes);
    }

    /** Ends, and lets go of all pictures. */
    public void stop() {
        lock.lock();
        try {
            running = false;
            source = null;
            ready = null;
            unscaled = null;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The view has another size, mode or screen. */
    public void viewChanged(ViewGeometry geometry) {
        lock.lock();
        try {
            view = geometry;
            prepare();
        } finally {
            lock.unlock();
        }
    }

    /** What is ready to be presented. */
    public @Nullable Surface ready() {
        lock.lock();
        try {
            return ready;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the newest update in what is ready; 0 before the first. */
    public long newestReady() {
        lock.lock();
        try {
            return newestReady;
        } finally {
            lock.unlock();
        }
    }

    /** A part of the picture changed, or there is another one. On the session's thread. */
    public void frame(Framebuffer picture, Damage damage) {
        lock.lock();
        try {
            if (!running) {
                return;
            }
            newest = damage.update();
            Surface surface = ready;
            if (picture != source) {
                source = picture;
                prepare();
            } else if (surface != null && surface.isDirect() && surface.source() == picture && !pending) {
                damage.forEach(surface.dirty()::add);
                newestReady = newest;
                signal.run();
            } else if (unscaled != null) {
                damage.forEach(unscaled::add);
                pending = true;
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes or orders the surface for the current picture and view. */
    private void prepare() {
        Framebuffer picture = source;
        ViewGeometry geometry = view;
        if (!running || picture == null || geometry == null || picture.pixels().length == 0) {
            return;
        }
        if (geometry.isEmpty()) {
            // Nothing can be seen: what comes is not prepared for it.
            ready = null;
            unscaled = null;
            pending = false;
            return;
        }
        Placement placement = Placement.of(geometry, picture);
        Surface surface = ready;
        if (surface != null && surface.fits(picture, placement) && !rescaleAll) {
            ready = surface.placed(placement);
            signal.run();
        } else if (placement.isUnscaled()) {
            Surface direct = Surface.direct(picture, placement);
            direct.dirty().addAll();
            newestReady = newest;
            ready = direct;
            unscaled = null;
            pending = false;
            rescaleAll = false;
            signal.run();
        } else {
            unscaled = new DirtyStrips(picture.width(), picture.height());
            rescaleAll = true;
            pending = true;
            work.signal();
        }
    }

    private void scaleWhatComes() {
        SurfaceScaler scaler = new SurfaceScaler();
        Job job = take();
        while (job != null) {
            scaler.scale(job.surface(), job.changed());
            deliver(job);
            job = take();
        }
    }

    /** Waits for work; null at the end. */
    private @Nullable Job take() {
        lock.lock();
        try {
            while (running) {
                Job job = pending ? next() : null;
                pending = false;
                if (job != null) {
                    return job;
                }
                work.awaitUninterruptibly();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Job next() {
        Framebuffer picture = source;
        ViewGeometry geometry = view;
        DirtyStrips changed = unscaled;
        if (picture == null || geometry == null || changed == null) {
            return null;
        }
        Surface surface = ready;
        if (rescaleAll || surface == null) {
            changed.drain((strip, x, y, width, height) -> {});
            Placement placement = Placement.of(geometry, picture);
            // Panning goes on in the same array: nothing to allocate, no new images.
            return surface != null && surface.holds(picture, placement)
                    ? new Job(surface.placed(placement), null, newest)
                    : new Job(Surface.scaled(picture, placement), null, newest);
        }
        return new Job(surface, changed, newest);
    }

    private void deliver(Job job) {
        Surface surface = job.surface();
        lock.lock();
        try {
            ViewGeometry geometry = view;
            if (!running || geometry == null || surface.source() != source) {
                return;
            }
            Placement wanted = Placement.of(geometry, surface.source());
            if (wanted.isUnscaled() || !surface.fits(surface.source(), wanted)) {
                return; // the view changed meanwhile, and has ordered another one
            }
            rescaleAll = false;
            ready = surface.placed(wanted);
            newestReady = job.update();
            signal.run();
        } finally {
            lock.unlock();
        }
    }
}
