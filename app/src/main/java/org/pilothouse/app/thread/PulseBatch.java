package org.pilothouse.app.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what one source sends from any thread and hands it over at most once a frame. */
public final class PulseBatch<T> {
    private final UiThread ui;
    private final Consumer<List<T>> sink;
    private final Object lock = new Object();
    private List<T> waiting = new ArrayList<>();

    /** @param sink called on the UI thread with everything since the last call, in order, never empty */
    public PulseBatch(UiThread ui, Consumer<List<T>> sink) {
        this.ui = ui;
        this.sink = sink;
    }

    public void offer(T item) {
        boolean first;
        synchronized (lock) {
            first = waiting.isEmpty();
            waiting.add(item);
        }
        if (first) {
            ui.onNextPulse(this::drain);
        }
    }

    private void drain() {
        List<T> due;
        synchronized (lock) {
            due = waiting;
            waiting = new ArrayList<>();
        }
        if (!due.isEmpty()) {
            sink.accept(due);
        }
    }
}
