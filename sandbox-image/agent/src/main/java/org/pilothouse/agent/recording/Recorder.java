package org.pilothouse.agent.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.recording.Recording.Status;
import org.pilothouse.agent.recording.RecordingException.Reason;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes films of the screen, one at a time, and keeps them. The picture is encoded in this process from memory that the
 * X server shares, and only when something is drawn, so that an idle desktop costs next to nothing. Every second, what
 * was recorded is in the file, which can be played whenever the recorder is killed. Safe for use by many threads.
 */
public final class Recorder {
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(10);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private final XServer server;
    private final Path folder;
    private final RecordingLimits limits;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RecordingStore store;
    private @Nullable Active active;

    /** The film that is being made. */
    private record Active(Recording begun, Filming filming) {
        Recording now() {
            return with(begun, Status.RECORDING, filming.bytes(), filming.length(), null, null);
        }
    }

    /**
     * @param folder where the films are kept; made when the first one is, read at the first call
     */
    public Recorder(XServer server, Path folder, RecordingLimits limits, Clock clock) {
        this.server = server;
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Begins a film; returns when its first picture is in the file.
     *
     * @throws RecordingException with {@code RECORDING} where one is being made already, {@code NO_SPACE},
     *     {@code NO_DESKTOP}, {@code INVALID}, {@code DEPENDENCIES_MISSING} or {@code FAILED}
     */
    public Recording start(RecordingOptions options) throws RecordingException, InterruptedException {
        options.check();
        lock.lockInterruptibly();
        try {
            Active present = active;
            if (present != null) {
                throw new RecordingException(
                        Reason.RECORDING, present.begun.id() + " is being recorded; stop it first");
            }
            if (!server.connected()) {
                throw new RecordingException(Reason.NO_DESKTOP, "there is no desktop to record; start it first");
            }
            return begin(options, store());
        } catch (IOException e) {
            throw failed("cannot keep a recording in " + folder, e);
        } finally {
            lock.unlock();
        }
    }

    private Recording begin(RecordingOptions options, RecordingStore kept)
            throws RecordingException, IOException, InterruptedException {
        kept.makeRoom(limits);
        if (Files.getFileStore(folder).getUsableSpace() < 2 * limits.freeBytes()) {
            throw new RecordingException(
                    Reason.NO_SPACE,
                    "the disk has less than " + ((2 * limits.freeBytes()) >> 20)
                            + " MB left; delete recordings or files first");
        }
        String id = kept.newId();
        Instant startedAt = clock.instant();
        Filming filming = new Filming(server, options, limits, kept.file(id));
        Recording begun = new Recording(
                id,
                Status.RECORDING,
                options.label(),
                id + ".mp4",
                new Size(0, 0),
                options.fps(),
                0,
                Duration.ZERO,
                startedAt,
                null,
                null);
        // Described before there is a film, so that none is ever without a description.
        kept.save(begun);
        Thread.ofPlatform().daemon().name("recorder").start(filming);
        try {
            begun = resized(begun, awaitBegin(filming));
        } catch (RecordingException | InterruptedException e) {
            filming.stop();
            kept.delete(id);
            throw e;
        }
        kept.save(begun);
        Active started = new Active(begun, filming);
        active = started;
        Thread.ofVirtual()
                .name("recording-end")
                .start(() -> ended(started, filming.ended().join()));
        return started.now();
    }

    private static Size awaitBegin(Filming filming) throws RecordingException, InterruptedException {
        try {
            return filming.begun().get(BEGIN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordingException refused) {
                throw refused;
            }
            throw failed("the recorder failed", e);
        } catch (TimeoutException e) {
            throw failed("the recorder took no picture within " + BEGIN_WITHIN.toSeconds() + " s", e);
        }
    }

    /** Files the film; {@code active} goes with it, whoever asked for its end. */
    private void ended(Active film, Filming.End end) {
        lock.lock();
        try {
            if (!film.equals(active)) {
                return;
            }
            active = null;
            RecordingStore kept = store();
            Duration length = film.filming.length();
            if (!end.whole()) {
                length = Duration.ofMillis(Mp4Repair.repair(kept.file(film.begun.id())));
            }
            kept.save(with(
                    film.begun,
                    end.whole() ? Status.COMPLETED : Status.FAILED,
                    Files.size(kept.file(film.begun.id())),
                    length,
                    clock.instant(),
                    end.problem()));
        } catch (IOException e) {
            log.error("cannot file {}", film.begun.id(), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the film that is being made.
     *
     * @throws RecordingException with {@code NOT_RECORDING} where there is none, {@code FAILED} where it does not end
     */
    public Recording stop() throws RecordingException, InterruptedException {
        Active film;
        lock.lockInterruptibly();
        try {
            film = active;
        } finally {
            lock.unlock();
        }
        if (film == null) {
            throw new RecordingException(Reason.NOT_RECORDING, "nothing is being recorded");
        }
        film.filming.stop();
        try {
            ended(film, film.filming.ended().get(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw failed("the recorder did not end within " + END_WITHIN.toSeconds() + " s", e);
        }
        return get(film.begun.id());
    }

    /** The film that is being made, if there is one. */
    public Optional<Recording> active() {
        lock.lock();
        try {
            return Optional.ofNullable(active).map(Active::now);
        } finally {
            lock.unlock();
        }
    }

    /** All films, the oldest first. */
    public List<Recording> list() throws RecordingException {
        lock.lock();
        try {
            return store().list().stream().map(this::live).toList();
        } catch (IOException e) {
            throw failed("cannot read the recordings in " + folder, e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * @throws RecordingException with {@code NOT_FOUND}
     */
    public Recording get(String id) throws RecordingException {
        lock.lock();
        try {
            return store().get(id).map(this::live).orElseThrow(() -> unknown(id));
        } catch (IOException e) {
            throw failed("cannot read the recordings in " + folder, e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The film's file, to be sent. One that is being made can be read as far as it has come.
     *
     * @throws RecordingException with {@code NOT_FOUND}
     */
    public Path file(String id) throws RecordingException {
        return folder.resolve(get(id).fileName());
    }

    /**
     * Removes a film.
     *
     * @throws RecordingException with {@code NOT_FOUND}, or {@code RECORDING} where it is being made
     */
    public void delete(String id) throws RecordingException {
        lock.lock();
        try {
            if (get(id).status() == Status.RECORDING) {
                throw new RecordingException(Reason.RECORDING, id + " is being recorded; stop it first");
            }
            store().delete(id);
        } catch (IOException e) {
            throw failed("cannot delete " + id, e);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the film that is being made, if there is one. */
    public void close() throws InterruptedException {
        try {
            stop();
        } catch (RecordingException e) {
            if (e.reason() != Reason.NOT_RECORDING) {
                log.warn("the recording was not ended: {}", e.getMessage());
            }
        }
    }

    private Recording live(Recording recording) {
        Active present = active;
        return present != null && present.begun.id().equals(recording.id()) ? present.now() : recording;
    }

    private RecordingStore store() throws IOException {
        RecordingStore present = store;
        if (present == null) {
            present = new RecordingStore(folder);
            store = present;
        }
        return present;
    }

    private static RecordingException unknown(String id) {
        return new RecordingException(Reason.NOT_FOUND, "there is no recording '" + id + "'");
    }

    private static RecordingException failed(String what, Exception cause) {
        return new RecordingException(Reason.FAILED, what + ": " + cause.getMessage(), cause);
    }

    private static Recording resized(Recording r, Size size) {
        return new Recording(
                r.id(),
                r.status(),
                r.label(),
                r.fileName(),
                size,
                r.fps(),
                r.bytes(),
                r.length(),
                r.startedAt(),
                r.endedAt(),
                r.problem());
    }

    private static Recording with(
            Recording r,
            Status status,
            long bytes,
            Duration length,
            @Nullable Instant endedAt,
            @Nullable String problem) {
        return new Recording(
                r.id(),
                status,
                r.label(),
                r.fileName(),
                r.size(),
                r.fps(),
                bytes,
                length,
                r.startedAt(),
                endedAt,
                problem);
    }
}
