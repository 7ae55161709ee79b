package org.pilothouse.app.smoke;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Runs the steps of the smoke test one after another, tells how long each took, and names the one that failed. */
final class Steps {
    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    interface Step<T> {
        T run() throws Exception;
    }

    interface Check {
        void run() throws Exception;
    }

    /** A step failed; the message names it. */
    static final class FailedStep extends Exception {
        private static final long serialVersionUID = 1L;

        FailedStep(String step, Throwable cause) {
            super(step + ": " + cause.getMessage(), cause);
        }
    }

    <T> T take(String name, Step<T> step) throws FailedStep {
        long begin = System.nanoTime();
        try {
            T result = step.run();
            out.printf(Locale.ROOT, "smoke: %7.2f s  %s%n", seconds(begin), name);
            return result;
        } catch (Exception | AssertionError e) {
            out.printf(Locale.ROOT, "smoke: %7.2f s  FAILED %s%n", seconds(begin), name);
            throw new FailedStep(name, e);
        }
    }

    void check(String name, Check check) throws FailedStep {
        take(name, () -> {
            check.run();
            return true;
        });
    }

    void say(String line) {
        out.println("smoke: " + line);
    }

    /** Asks again and again until it is true. */
    static void await(String what, Duration longest, Step<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.run()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + " within " + longest.toSeconds() + " s");
            }
            Thread.sleep(50);
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
