package org.pilothouse.gateway.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an entry of the activity log depends on the one before: its hash is the SHA-256 of its fields and of the hash
 * before it, each written as a netstring ({@code <bytes>:<utf-8>,}; nothing for what is absent), in the order of
 * {@link #hash}. So anybody can compute it again, in any language.
 */
public final class ActivityChain {
    /** What stands before the first entry. */
    public static final String START = "0".repeat(64);

    private static final String VERSION = "pilothouse-activity-1";

    private ActivityChain() {}

    /**
     * An entry as it is stored.
     *
     * @param sequence 1 for the first, then one more each
     * @param at as text, milliseconds
     * @param detail JSON as text
     */
    public record Entry(
            long sequence,
            String activityId,
            String at,
            String actor,
            String actorId,
            String tokenId,
            String action,
            String targetKind,
            String targetId,
            @Nullable String detail,
            String hash) {}

    /** The newest entry of a log, for whoever wants to know later that it was there. */
    public record Head(long sequence, String hash) {
        public static final Head EMPTY = new Head(0, START);
    }

    /** Lower-case hex. */
    public static String hash(Entry e, String before) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String field : new @Nullable String[] {
            VERSION,
            Long.toString(e.sequence()),
            e.activityId(),
            e.at(),
            e.actor(),
            e.actorId(),
            e.tokenId(),
            e.action(),
            e.targetKind(),
            e.targetId(),
            e.detail(),
            before
        }) {
            byte[] utf8 = (field == null ? "" : field).getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(utf8);
            bytes.write(',');
        }
        return HexFormat.of().formatHex(Digests.sha256(bytes.toByteArray()));
    }

    /**
     * What is wrong with an entry, coming after {@code before}.
     *
     * @return a sentence, or empty where all is well
     */
    public static Optional<String> problem(Entry entry, Head before) {
        long expected = before.sequence() + 1;
        if (entry.sequence() > expected) {
            return Optional.of(
                    entry.sequence() == expected + 1
                            ? "entry " + expected + " is missing"
                            : "entries " + expected + " to " + (entry.sequence() - 1) + " are missing");
        }
        if (entry.sequence() < expected) {
            return Optional.of("entry " + entry.sequence() + " is there twice or out of its order");
        }
        return hash(entry, before.hash()).equals(entry.hash())
                ? Optional.empty()
                : Optional.of("entry " + entry.sequence() + " (" + entry.action() + " by " + entry.actor() + " at "
                        + entry.at() + ") was changed, or another one stood before it");
    }
}
