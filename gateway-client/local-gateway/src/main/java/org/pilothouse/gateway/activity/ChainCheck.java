package org.pilothouse.gateway.activity;

import java.util.List;
import java.util.Optional;
import org.pilothouse.gateway.store.ActivityChain;
import org.pilothouse.gateway.store.ActivityChain.Entry;
import org.pilothouse.gateway.store.ActivityChain.Head;
import org.pilothouse.gateway.store.ActivityStore;

/** Walks a log from its first entry to its last, and holds it against heads that were kept elsewhere. */
public final class ChainCheck {
    private static final int BATCH = 1000;

    private ChainCheck() {}

    /**
     * What came out.
     *
     * @param entries how many are in order, from the first on
     * @param head the last one that is
     * @param problem what is wrong with the next one; empty where all is well
     */
    public record Result(long entries, Head head, Optional<String> problem) {
        public boolean valid() {
            return problem.isEmpty();
        }
    }

    /**
     * @param anchors heads of this log as they were at some time
     */
    public static Result check(ActivityStore store, List<Head> anchors) {
        Head head = Head.EMPTY;
        List<Entry> batch = store.after(Long.MIN_VALUE, BATCH);
        while (!batch.isEmpty()) {
            for (Entry entry : batch) {
                Optional<String> problem = ActivityChain.problem(entry, head);
                if (problem.isPresent()) {
                    return new Result(head.sequence(), head, problem);
                }
                Head now = new Head(entry.sequence(), entry.hash());
                Optional<Head> other = anchors.stream()
                        .filter(anchor -> anchor.sequence() == now.sequence() && !anchor.equals(now))
                        .findFirst();
                if (other.isPresent()) {
                    return new Result(
                            head.sequence(),
                            head,
                            Optional.of("entry " + now.sequence()
                                    + " is not the one that was anchored: it or one before it was written anew"));
                }
                head = now;
            }
            batch = store.after(head.sequence(), BATCH);
        }
        Head last = head;
        Optional<String> cut = anchors.stream()
                .filter(anchor -> anchor.sequence() > last.sequence())
                .findFirst()
                .map(anchor -> "the log ends with entry " + last.sequence() + ", but entry " + anchor.sequence()
                        + " was anchored: what came after " + last.sequence() + " was cut off");
        return new Result(last.sequence(), last, cut);
    }
}
