package org.pilothouse.agent.desktop;

import java.time.Duration;
import java.util.Optional;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.a11y.Wanted;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.protocol.desktop.Selector;

/** Waiting until an element is as it should be. */
final class ElementWait {
    private final Finder finder;

    ElementWait(Finder finder) {
        this.finder = finder;
    }

    /** What is waited for. */
    enum State {
        EXISTS,
        VISIBLE,
        HIDDEN
    }

    /**
     * How a wait ended.
     *
     * @param match the element, where there is one that was waited for
     */
    record Outcome(boolean satisfied, long elapsedMillis, Optional<Found> match) {}

    Outcome await(Selector selector, State state, Duration timeout, Duration poll)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        long begin = System.nanoTime();
        Wanted.Fit best = Wanted.Fit.PART;
        while (true) {
            long looked = System.nanoTime();
            Finder.Findings now = finder.find(selector, 1);
            // Who waits for "Save" to vanish does not mean "Save as…", which is left then.
            boolean fits = !now.found().isEmpty() && now.fit().compareTo(best) <= 0;
            Optional<Found> match = fits ? Optional.of(now.found().getFirst()) : Optional.empty();
            best = fits ? now.fit() : best;
            boolean seen = match.filter(found -> state == State.EXISTS || found.showing())
                    .isPresent();
            boolean satisfied = seen != (state == State.HIDDEN);
            long elapsed = millisSince(begin);
            if (satisfied || elapsed >= timeout.toMillis()) {
                return new Outcome(satisfied, elapsed, satisfied && seen ? match : Optional.empty());
            }
            // A large tree takes long to be looked through; half of the time is for the programs themselves.
            long pause = Math.max(poll.toMillis(), millisSince(looked));
            Thread.sleep(Math.min(pause, Math.max(1, timeout.toMillis() - elapsed)));
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
