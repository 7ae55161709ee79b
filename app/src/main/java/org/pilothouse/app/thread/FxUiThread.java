package org.pilothouse.app.thread;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** The JavaFX application thread. */
public final class FxUiThread implements UiThread {
    private final Object lock = new Object();
    private List<Runnable> waiting = new ArrayList<>();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            drain();
        }
    };

    @Override
    public void execute(Runnable task) {
        Platform.runLater(task);
    }

    @Override
    public void onNextPulse(Runnable task) {
        boolean first;
        synchronized (lock) {
            first = waiting.isEmpty();
            waiting.add(task);
        }
        if (first) {
            // Pulses cost CPU while the timer runs, so it runs only while somebody waits for one.
            Platform.runLater(timer::start);
        }
    }

    private void drain() {
        List<Runnable> due;
        synchronized (lock) {
            due = waiting;
            waiting = new ArrayList<>();
        }
        if (due.isEmpty()) {
            timer.stop();
            return;
        }
        due.forEach(Runnable::run);
    }
}
