package org.pilothouse.agent.recording;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.recording.RecordingException.Reason;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One film while it is made, and the thread that makes it. */
final class Filming implements Runnable {
    /** After so long without a change the screen is looked at less often. */
    private static final long IDLE_AFTER_MILLIS = 1000;

    private static final long IDLE_LOOK_MILLIS = 100;
    /** A player that jumps to a place begins at the key picture before it. */
    private static final long KEY_EVERY_MILLIS = 10_000;
    /** While nothing changes, so often the same picture again: some players dislike one that lasts for an hour. */
    private static final long REPEAT_EVERY_MILLIS = 10_000;

    private static final long SAVE_EVERY_MILLIS = 1000;
    private static final Logger log = LoggerFactory.getLogger(Filming.class);

    private final Camera camera;
    private final RecordingOptions options;
    private final RecordingLimits limits;
    private final Path file;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Size> begun = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopAsked = lock.newCondition();
    private boolean stopping;
    private volatile long bytes;

    /**
     * How a film ended.
     *
     * @param whole whether it ended because it was to, or at a limit
     * @param problem one sentence, where there is something to say
     */
    record End(boolean whole, @Nullable String problem) {
        private static final End ASKED = new End(true, null);
    }

    Filming(XServer server, RecordingOptions options, RecordingLimits limits, Path file) {
        this.camera = new Camera(server, options.pointer());
        this.options = options;
        this.limits = limits;
        this.file = file;
    }

    /** Completed with the picture's size when the first picture is in the file, or with a RecordingException. */
    CompletableFuture<Size> begun() {
        return begun;
    }

    CompletableFuture<End> ended() {
        return ended;
    }

    long bytes() {
        return bytes;
    }

    Duration length() {
        return Duration.ofMillis(now());
    }

    private long now() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    /** Asks it to end; {@link #ended} tells when it has. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            stopAsked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        End end = new End(false, "The recorder failed.");
        try (Arena arena = Arena.ofShared()) {
            end = film(new Yuv(arena, camera.size()));
        } catch (RecordingException e) {
            end = new End(false, e.getMessage());
            begun.completeExceptionally(e);
        } catch (XException e) {
            begun.completeExceptionally(
                    new RecordingException(Reason.NO_DESKTOP, "there is no desktop to record: " + e.getMessage(), e));
        } catch (IOException e) {
            end = new End(false, "The disk refused more: " + e.getMessage() + ".");
            begun.completeExceptionally(
                    new RecordingException(Reason.FAILED, "cannot write " + file + ": " + e.getMessage(), e));
        } catch (LinkageError e) {
            begun.completeExceptionally(new RecordingException(
                    Reason.DEPENDENCIES_MISSING,
                    "recording needs libopenh264.so.7 and libyuv.so.0; install libopenh264-7 and libyuv0",
                    e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            begun.completeExceptionally(new RecordingException(Reason.FAILED, "the recorder failed; see its log"));
            ended.complete(end);
        }
    }

    private End film(Yuv picture) throws RecordingException, IOException, InterruptedException {
        try (H264Encoder encoder = new H264Encoder(picture.size(), options.fps())) {
            if (!camera.take(picture)) {
                throw new RecordingException(Reason.NO_DESKTOP, "the screen cannot be read; is the desktop running?");
            }
            H264Encoder.Coded first = encoder.encode(picture, 0, true);
            if (first.parameters().size() < 2) {
                throw new RecordingException(Reason.FAILED, "the encoder gave no parameter sets");
            }
            Mp4Header header = new Mp4Header(
                    picture.size(),
                    first.parameters().get(0),
                    first.parameters().get(1));
            try (Mp4Writer writer = new Mp4Writer(file, header)) {
                writer.add(0, true, first.data());
                bytes = writer.bytes();
                begun.complete(picture.size());
                End end = goOn(picture, encoder, writer);
                writer.flush(now());
                writer.force();
                bytes = writer.bytes();
                return end;
            }
        }
    }

    private End goOn(Yuv picture, H264Encoder encoder, Mp4Writer writer)
            throws RecordingException, IOException, InterruptedException {
        long lastChange = 0;
        long lastPicture = 0;
        long lastKey = 0;
        long lastSave = 0;
        long lastLook = 0;
        while (true) {
            long sinceChange = now() - lastChange;
            long pause = sinceChange > IDLE_AFTER_MILLIS ? IDLE_LOOK_MILLIS : 1000 / options.fps();
            if (pauseUntil(lastLook + pause)) {
                return End.ASKED;
            }
            boolean changed = camera.take(picture);
            long at = now();
            lastLook = at;
            if (changed || at - lastPicture >= REPEAT_EVERY_MILLIS) {
                boolean key = changed && at - lastKey >= KEY_EVERY_MILLIS;
                H264Encoder.Coded coded = encoder.encode(picture, at, key);
                if (coded.data().length > 0) {
                    writer.add(at, coded.key(), coded.data());
                }
                lastPicture = at;
                lastKey = coded.key() ? at : lastKey;
                lastChange = changed ? at : lastChange;
            }
            if (at - lastSave >= SAVE_EVERY_MILLIS) {
                writer.flush(at);
                lastSave = at;
                End limit = limit(writer, at);
                if (limit != null) {
                    return limit;
                }
            }
            bytes = writer.bytes();
        }
    }

    private @Nullable End limit(Mp4Writer writer, long at) throws IOException {
        if (at >= options.maxLength().toMillis()) {
            return new End(
                    true, "It ended at the limit of " + options.maxLength().toSeconds() + " s.");
        }
        if (writer.bytes() >= limits.fileBytes()) {
            return new End(true, "It ended at the limit of " + (limits.fileBytes() >> 20) + " MB.");
        }
        if (Files.getFileStore(file).getUsableSpace() < limits.freeBytes()) {
            log.warn("the disk is full: {} ends early", file.getFileName());
            return new End(false, "The disk is full; it ends here.");
        }
        return null;
    }

    /** Waits at least a millisecond; true if it is to end. */
    private boolean pauseUntil(long at) throws InterruptedException {
        lock.lock();
        try {
            long left = Math.max(1, at - now()) * 1_000_000;
            while (!stopping && left > 0) {
                left = stopAsked.awaitNanos(left);
            }
            return stopping;
        } finally {
            lock.unlock();
        }
    }
}
