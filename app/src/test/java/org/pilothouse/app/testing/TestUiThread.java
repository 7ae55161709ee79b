package org.pilothouse.app.testing;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.pilothouse.app.thread.UiThread;

/** The test's own thread in place of the toolkit's: what others hand over runs when the test says so. */
public final class TestUiThread implements UiThread {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    @Override
    public void onNextPulse(Runnable task) {
        waiting.add(task);
    }

    /** Runs everything that waits. */
    public void run() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    /** Runs what comes in until the condition holds. */
    public void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NS;
        run();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what);
            }
            try {
                Runnable task = waiting.poll(20, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                    run();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
