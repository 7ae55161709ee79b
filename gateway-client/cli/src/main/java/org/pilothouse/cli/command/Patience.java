package org.pilothouse.cli.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.OutcomeException;
import org.pilothouse.cli.UsageException;
import org.pilothouse.client.GatewayException;

/** Asks again and again, since not every gateway tells by itself. */
final class Patience {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofDays(1);

    /** Asks; null means not yet. */
    @FunctionalInterface
    interface Question<T> {
        @Nullable
        T ask() throws GatewayException;
    }

    private Patience() {}

    /**
     * Asks until there is an answer, ever more slowly.
     *
     * @throws OutcomeException after {@code longest}
     */
    static <T> T until(String what, Duration longest, Question<T> question) throws GatewayException {
        long end = System.nanoTime() + longest.toNanos();
        Duration pause = FIRST;
        while (true) {
            T answer = question.ask();
            if (answer != null) {
                return answer;
            }
            if (System.nanoTime() + pause.toNanos() > end) {
                throw OutcomeException.timeout(what + " took longer than " + longest.toSeconds() + " s.");
            }
            pause(pause);
            pause = pause.multipliedBy(3).dividedBy(2);
            pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        }
    }

    static void pause(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OutcomeException.failed("interrupted", "Interrupted.");
        }
    }

    /** A number of seconds given on the command line. */
    static Duration seconds(String option, double seconds) {
        if (!(seconds > 0) || seconds > MOST.toSeconds()) {
            throw new UsageException(option + " takes seconds, up to a day, not " + seconds + ".");
        }
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
