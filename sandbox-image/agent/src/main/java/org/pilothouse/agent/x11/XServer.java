package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.ffi.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The X server: one long-lived connection, owned by one thread, to which everybody else hands tasks. Connects again by
 * itself after the server has died. Safe for use by many threads.
 */
public final class XServer {
    /** No task of ours takes the server longer than this; a server that does not answer is given up. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final long RETRY_MILLIS = 10;
    private static final long SLOW_RETRY_MILLIS = 250;
    private static final int QUICK_RETRIES = 500;
    private static final Logger log = LoggerFactory.getLogger(XServer.class);

    private final String displayName;
    private final LinkedBlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
    private final int wakeUp = LibC.wakeUpDescriptor();
    private final Thread owner;
    private volatile @Nullable XConnection connection;
    private volatile int socket = -1;
    private volatile boolean closed;
    private volatile Runnable connected = () -> {};

    /**
     * @param displayName such as {@code :1}
     */
    public XServer(String displayName) {
        this.displayName = displayName;
        this.owner = Thread.ofPlatform().daemon().name("x11").start(this::run);
    }

    /** What is done with the connection, on its thread. Must not keep it, and must not wait for anything else. */
    @FunctionalInterface
    public interface Task<T> {
        T run(XConnection x) throws XException;
    }

    /** A task without a result. */
    @FunctionalInterface
    public interface Action {
        void run(XConnection x) throws XException;
    }

    /** Called on the connection's own thread when there is one; must be quick, and must not use the server. */
    public void onConnected(Runnable listener) {
        connected = listener;
    }

    public boolean connected() {
        return connection != null;
    }

    /**
     * Has a task done and waits for its result.
     *
     * @throws XException.Unavailable where there is no server, or it died meanwhile
     * @throws XException where the server refused what the task asked, or did not answer in time
     */
    public <T> T call(Task<T> task) throws XException, InterruptedException {
        if (connection == null) {
            throw new XException.Unavailable("the X server is unavailable");
        }
        Job<T> job = new Job<>(task);
        jobs.add(job);
        LibC.wakeUp(wakeUp);
        try {
            return job.result.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof XException.Unavailable refused) {
                throw new XException.Unavailable(String.valueOf(refused.getMessage()));
            }
            if (e.getCause() instanceof XException refused) {
                throw new XException(String.valueOf(refused.getMessage()));
            }
            throw new IllegalStateException("a task for the X server failed", e.getCause());
        } catch (TimeoutException e) {
            log.error("the X server did not answer within {} s; connecting anew", LIMIT.toSeconds());
            if (socket >= 0) {
                LibC.shutdown(socket);
            }
            throw new XException.Unavailable("the X server is unavailable: it did not answer in time");
        }
    }

    /** Has something done that has no result; as {@link #call}. */
    public void perform(Action action) throws XException, InterruptedException {
        call(x -> {
            action.run(x);
            return Boolean.TRUE;
        });
    }

    /** Ends the connection and its thread. */
    public void close() throws InterruptedException {
        closed = true;
        LibC.wakeUp(wakeUp);
        if (!owner.join(Duration.ofSeconds(1)) && socket >= 0) {
            LibC.shutdown(socket);
            owner.join();
        }
        LibC.close(wakeUp);
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            Optional<XConnection> opened = open();
            if (opened.isEmpty()) {
                failures++;
                refuseJobs(failures < QUICK_RETRIES ? RETRY_MILLIS : SLOW_RETRY_MILLIS);
                continue;
            }
            failures = 0;
            try {
                serve(opened.get());
            } catch (RuntimeException e) {
                // Without this thread there is no desktop for anybody; the next connection is a fresh start.
                log.error("the connection to the X server broke", e);
            }
        }
    }

    private Optional<XConnection> open() {
        try {
            return XConnection.open(displayName);
        } catch (XException e) {
            log.error("cannot use display {}: {}", displayName, e.getMessage());
            return Optional.empty();
        }
    }

    private void serve(XConnection x) {
        socket = x.fileDescriptor();
        connection = x;
        connected.run();
        try (Arena arena = Arena.ofConfined()) {
            // struct pollfd: int fd, short events, short revents
            MemorySegment descriptors = arena.allocate(16, 4);
            MemorySegment scratch = arena.allocate(8, 8);
            descriptors.set(JAVA_INT, 0, socket);
            descriptors.set(JAVA_SHORT, 4, LibC.POLLIN);
            descriptors.set(JAVA_INT, 8, wakeUp);
            descriptors.set(JAVA_SHORT, 12, LibC.POLLIN);
            while (!closed && x.alive()) {
                Job<?> job = jobs.poll();
                if (job != null) {
                    job.run(x);
                    continue;
                }
                x.readEvents();
                if (x.alive() && jobs.isEmpty()) {
                    LibC.poll(descriptors, 2, -1);
                    LibC.clearWakeUp(wakeUp, scratch);
                }
            }
        } finally {
            connection = null;
            socket = -1;
            if (!closed) {
                log.warn("lost the connection to the X server");
            }
            x.close();
            refuseJobs(0);
        }
    }

    /** Answers whoever is still waiting, for so long. */
    private void refuseJobs(long millis) {
        try {
            Job<?> job = millis > 0 ? jobs.poll(millis, TimeUnit.MILLISECONDS) : jobs.poll();
            while (job != null) {
                job.refuse();
                job = jobs.poll();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; close() ends it.
            Thread.currentThread().interrupt();
        }
    }

    /** A task, and who waits for it. */
    private static final class Job<T> {
        private final Task<T> task;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Job(Task<T> task) {
            this.task = task;
        }

        void run(XConnection x) {
            try {
                T value = task.run(x);
                if (x.alive()) {
                    result.complete(value);
                } else {
                    refuse();
                }
            } catch (XException e) {
                if (x.alive()) {
                    result.completeExceptionally(e);
                } else {
                    refuse();
                }
            } catch (RuntimeException | Error e) {
                // The caller's fault, not this thread's, which must live on.
                result.completeExceptionally(e);
            }
        }

        void refuse() {
            result.completeExceptionally(
                    new XException.Unavailable("the X server is unavailable: it is being restarted"));
        }
    }
}
