package org.pilothouse.rfb.replay;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.RfbReplay;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.recording.Recording;
import org.pilothouse.rfb.recording.RecordingIndex;
import org.pilothouse.rfb.session.StreamPlayer;

/** Plays a recording on a thread of its own, which decodes and calls the listener; all else only tells it what to do next. */
public final class ReplaySession implements RfbReplay {
    private static final Logger LOG = System.getLogger(ReplaySession.class.getName());
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final double LEAST_SPEED = 0.1;
    private static final long NO_SEEK = -1;

    /** What the thread does next. */
    private enum Action {
        UPDATE,
        SEEK,
        END
    }

    private final Path file;
    private final RfbOptions options;
    private final Mute listener;
    private final SessionMeter meter = new SessionMeter();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReplayClock clock = new ReplayClock(System.nanoTime());
    private RfbState state = new RfbState.Connecting();
    private RecordingIndex index = RecordingIndex.empty();
    private boolean cut;
    private int steps;
    private long seekTo = NO_SEEK;
    /** How many updates have been decoded. */
    private int shown;

    private ReplaySession(Path file, RfbOptions options, RfbListener listener) {
        this.file = file;
        this.options = options;
        this.listener = new Mute(listener);
        // A platform thread: decoding is computing, and would hold a carrier that other virtual threads wait for.
        this.thread = Thread.ofPlatform().name("rfb-replay").daemon().unstarted(this::run);
    }

    /** Starts to play; everything that is wrong with the recording is told through the state. */
    public static ReplaySession start(Path file, RfbOptions options, RfbListener listener) {
        ReplaySession session = new ReplaySession(file, options, listener);
        session.thread.start();
        return session;
    }

    private void run() {
        try {
            listener.stateChanged(state());
            playAll(opened());
        } catch (RfbProtocolException e) {
            end(CloseReason.Kind.PROTOCOL, "The recording is broken" + where() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            end(CloseReason.Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A replay failed", e);
            end(CloseReason.Kind.INTERNAL, "The replay failed (" + e + "); see the log.", e);
        } finally {
            end(CloseReason.Kind.INTERNAL, "The replay's thread ended.", null);
            try {
                listener.stateChanged(state());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A listener failed while a replay ended", e);
            } finally {
                ended.countDown();
            }
        }
    }

    private Recording opened() throws IOException {
        Recording recording = Recordings.open(file, options);
        lock.lock();
        try {
            index = recording.index();
            cut = recording.cut();
        } finally {
            lock.unlock();
        }
        return recording;
    }

    private void playAll(Recording recording) throws IOException {
        StreamPlayer player = player(recording);
        try {
            connectedTo(player);
            for (Action action = nextAction(); action != Action.END; action = nextAction()) {
                if (action == Action.UPDATE) {
                    player.next();
                    decodedOne();
                } else {
                    player = wind(recording, player);
                }
            }
        } finally {
            player.close();
        }
    }

    private StreamPlayer player(Recording recording) throws IOException {
        return new StreamPlayer(recording.stream(), options.limits(), NativeCode.of(options), listener, meter);
    }

    private void connectedTo(StreamPlayer player) {
        RfbState.Connected there = new RfbState.Connected(player.framebuffer(), player.name());
        lock.lock();
        try {
            if (isOver()) {
                return;
            }
            state = there;
            clock.set(0, System.nanoTime());
        } finally {
            lock.unlock();
        }
        connected.countDown();
        listener.connected(there);
    }

    /** Waits until there is something to do. */
    private Action nextAction() {
        lock.lock();
        try {
            while (!isOver()) {
                boolean more = shown < index.count();
                if (seekTo != NO_SEEK) {
                    return Action.SEEK;
                }
                long now = System.nanoTime();
                if (more && steps > 0) {
                    steps--;
                    clock.set(index.millis(shown), now);
                    return Action.UPDATE;
                }
                long wait = more ? clock.until(index.millis(shown), now) : Long.MAX_VALUE;
                if (wait <= 0) {
                    return Action.UPDATE;
                }
                awaitChange(wait);
            }
            return Action.END;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // nextAction() loops around it
    private void awaitChange(long nanos) {
        try {
            boolean _ = changed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "Somebody interrupted a replay, which only close() ends", e);
        }
    }

    private void decodedOne() {
        lock.lock();
        try {
            shown++;
            if (clock.speed() == AT_ONCE) {
                clock.set(index.millis(shown - 1), System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Goes to where {@link #seek} asked for, or to where it asks for meanwhile. */
    private StreamPlayer wind(Recording recording, StreamPlayer from) throws IOException {
        StreamPlayer player = from;
        listener.mute();
        long time = takeSeek();
        while (time != NO_SEEK && !isOver()) {
            // At least one update, as there is nothing to be seen before the first.
            int target = Math.max(1, index.countUntil(time));
            if (target < shown) {
                player.close();
                player = player(recording);
                setShown(0);
            }
            while (shown < target && !isOver() && !seekWaits()) {
                player.next();
                setShown(shown + 1);
            }
            time = takeSeek();
        }
        listener.unmute(player.framebuffer(), meter.updates());
        return player;
    }

    private long takeSeek() {
        lock.lock();
        try {
            long time = seekTo;
            seekTo = NO_SEEK;
            if (time != NO_SEEK) {
                clock.set(time, System.nanoTime());
            }
            return time;
        } finally {
            lock.unlock();
        }
    }

    private boolean seekWaits() {
        lock.lock();
        try {
            return seekTo != NO_SEEK;
        } finally {
            lock.unlock();
        }
    }

    private void setShown(int count) {
        lock.lock();
        try {
            shown = count;
        } finally {
            lock.unlock();
        }
    }

    private String where() {
        lock.lock();
        try {
            return shown == 0 ? "" : String.format(Locale.ROOT, " after %.1f s", index.millis(shown - 1) / 1000.0);
        } finally {
            lock.unlock();
        }
    }

    /** The first reason wins. */
    private void end(CloseReason.Kind kind, String message, @Nullable Throwable cause) {
        lock.lock();
        try {
            if (!isOver()) {
                RfbConnectionException told = cause == null
                        ? new RfbConnectionException(kind, message)
                        : new RfbConnectionException(kind, message, cause);
                state = new RfbState.Closed(
                        kind == CloseReason.Kind.LOCAL
                                ? CloseReason.local()
                                : new CloseReason(kind, message, cause instanceof IOException e ? e : told));
                connected.countDown();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return state() instanceof RfbState.Closed;
    }

    /** Changes something that the thread has to look at. */
    private void tell(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration duration() {
        lock.lock();
        try {
            return Duration.ofMillis(index.duration());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration position() {
        lock.lock();
        try {
            // Never ahead of what is shown, also where decoding is slower than the clock.
            long latest = shown < index.count() ? index.millis(shown) : index.duration();
            long now = System.nanoTime();
            return Duration.ofMillis(Math.min(latest, clock.position(now)));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean atEnd() {
        lock.lock();
        try {
            return index.count() > 0 && shown == index.count();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public double speed() {
        lock.lock();
        try {
            return clock.speed();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setSpeed(double times) {
        if (!(times >= LEAST_SPEED)) {
            throw new IllegalArgumentException("A replay's speed is at least " + LEAST_SPEED + ", not " + times + ".");
        }
        tell(() -> clock.setSpeed(times, System.nanoTime()));
    }

    @Override
    public boolean paused() {
        lock.lock();
        try {
            return clock.paused();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause() {
        tell(() -> {
            long now = System.nanoTime();
            clock.set(position().toMillis(), now);
            clock.setPaused(true, now);
        });
    }

    @Override
    public void play() {
        tell(() -> {
            if (atEnd()) {
                seekTo = 0;
            }
            clock.setPaused(false, System.nanoTime());
        });
    }

    @Override
    public void step() {
        tell(() -> {
            pause();
            steps++;
        });
    }

    @Override
    public void seek(Duration time) {
        tell(() -> seekTo = Math.clamp(time.toMillis(), 0, index.duration()));
    }

    @Override
    public RfbState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public RfbState.Connected awaitConnected(Duration timeout)
            throws RfbProtocolException, RfbConnectionException, InterruptedException {
        boolean inTime = connected.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return switch (state()) {
            case RfbState.Connected desktop -> desktop;
            case RfbState.Closed(CloseReason reason) ->
                throw new RfbConnectionException(reason.kind(), reason.message());
            case RfbState.Connecting(), RfbState.Authenticating() ->
                throw new RfbConnectionException(
                        CloseReason.Kind.CONNECTION,
                        inTime ? "The recording did not open." : "The recording did not open in time.");
        };
    }

    @Override
    public boolean awaitClosed(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public RfbStatistics statistics() {
        return meter.read(0).statistics(0, Duration.ZERO, RfbOptions.LOSSLESS);
    }

    @Override
    public void presented(long update) {
        meter.presented(update);
    }

    @Override
    public void key(int keysym, boolean down) {}

    @Override
    public void pointer(int x, int y, int buttons) {}

    @Override
    public void releaseInput() {}

    @Override
    public void sendCutText(String text) {}

    @Override
    public void requestSize(int width, int height) {}

    @Override
    public boolean canRequestSize() {
        return false;
    }

    @Override
    public void setViewOnly(boolean viewOnly) {}

    /** Always. */
    @Override
    public boolean viewOnly() {
        return true;
    }

    @Override
    public void setUpdateRate(int perSecond) {}

    @Override
    public void setJpegQuality(int quality) {}

    @Override
    public void refresh() {}

    @Override
    public void close() {
        end(CloseReason.Kind.LOCAL, "The replay was closed.", null);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!ended.await(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(Level.WARNING, "A replay still decodes " + CLOSE_TIMEOUT.toSeconds() + " s after its close");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
