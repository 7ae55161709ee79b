package org.pilothouse.agent.exec;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells when something happens in folders; one watcher for all, as Linux gives a user only a few. */
final class FolderWatch implements AutoCloseable {
    private final WatchService watcher;
    private final Map<WatchKey, Watched> watched = new ConcurrentHashMap<>();

    FolderWatch() throws IOException {
        this.watcher = FileSystems.getDefault().newWatchService();
        Thread.ofVirtual().name("process-folders").start(this::run);
    }

    Watched watch(Path folder) throws IOException {
        WatchKey key = folder.register(
                watcher,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        return watched.computeIfAbsent(
                key,
                k -> new Watched(() -> {
                    k.cancel();
                    watched.remove(k);
                }));
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = watcher.take();
                // What happened does not matter, so an overflow does not either.
                key.pollEvents();
                Watched folder = key.reset() ? watched.get(key) : watched.remove(key);
                if (folder != null) {
                    folder.signal();
                }
            }
        } catch (ClosedWatchServiceException e) {
            // closed by close()
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
        watched.values().forEach(Watched::signal);
    }

    /** A folder, and how often something happened in it. */
    static final class Watched {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition happened = lock.newCondition();
        private final Runnable onRelease;
        private long changes;

        private Watched(Runnable onRelease) {
            this.onRelease = onRelease;
        }

        /** To be asked for before looking, so that nothing that happens meanwhile is missed by {@link #await}. */
        long changes() {
            lock.lock();
            try {
                return changes;
            } finally {
                lock.unlock();
            }
        }

        /** Waits until something happened after {@code seen}, at most so long. */
        void await(long seen, long millis) throws InterruptedException {
            lock.lock();
            try {
                long left = TimeUnit.MILLISECONDS.toNanos(millis);
                while (changes == seen && left > 0) {
                    left = happened.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        void signal() {
            lock.lock();
            try {
                changes++;
                happened.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void release() {
            onRelease.run();
            signal();
        }
    }
}
