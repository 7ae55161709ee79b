package org.pilothouse.gateway.store;

import org.jspecify.annotations.Nullable;

/**
 * What a run was started with.
 *
 * @param maxDurationMs without the time that it waits for people; null for no limit
 * @param maxAttempts of all steps together; null for no limit
 * @param failsOnTakeover whether it ends when a person takes control of its desktop, instead of waiting
 * @param dispatchKey names the dispatch that it stands for; null where it is a run of its own
 */
public record RunTerms(
        @Nullable Long maxDurationMs,
        @Nullable Integer maxAttempts,
        boolean failsOnTakeover,
        @Nullable String dispatchKey) {
    public static final RunTerms PLAIN = new RunTerms(null, null, false, null);
}
