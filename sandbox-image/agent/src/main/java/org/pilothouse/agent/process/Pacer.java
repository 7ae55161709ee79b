package org.pilothouse.agent.process;

import java.time.Duration;

/** Time, so that tests need not wait. */
interface Pacer {
    Pacer REAL = new Pacer() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
            Thread.sleep(pause);
        }
    };

    /** Of an arbitrary origin, like {@link System#nanoTime}. */
    long nanos();

    void sleep(Duration pause) throws InterruptedException;
}
