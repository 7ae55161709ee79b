package org.pilothouse.app.thread;

/** Where everything that views can see is changed. Both methods may be called from any thread. */
public interface UiThread {
    /** Runs soon, after what was handed over before. */
    void execute(Runnable task);

    /** Runs once before the next frame is painted. */
    void onNextPulse(Runnable task);
}
