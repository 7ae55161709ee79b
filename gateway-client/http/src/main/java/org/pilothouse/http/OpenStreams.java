package org.pilothouse.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers that go on, by the credential that they were given to, so that they end when it does. */
final class OpenStreams {
    private final Set<Entry> open = ConcurrentHashMap.newKeySet();

    /** One answer, being written by the thread that registered it. */
    final class Entry implements AutoCloseable {
        private final String credential;
        private final Thread writer = Thread.currentThread();
        private boolean over;

        private Entry(String credential) {
            this.credential = credential;
        }

        private synchronized void cut() {
            if (!over) {
                writer.interrupt();
            }
        }

        /** After this the thread is not interrupted for this answer any more. */
        @Override
        public void close() {
            open.remove(this);
            synchronized (this) {
                over = true;
                Thread.interrupted(); // it may be meant for this answer; the thread goes on to something else
            }
        }
    }

    Entry register(String credential) {
        Entry entry = new Entry(credential);
        open.add(entry);
        return entry;
    }

    void cut(String credential) {
        open.stream().filter(entry -> entry.credential.equals(credential)).forEach(Entry::cut);
    }
}
