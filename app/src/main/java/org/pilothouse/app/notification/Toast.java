package org.pilothouse.app.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.app.problem.Problem;

/**
 * A short message.
 *
 * @param problem what went wrong, null for good news; stays until it is dismissed
 * @param expiresAt null for one that stays
 * @param offer what can be done about it, null for nothing
 */
public record Toast(
        Tone tone,
        String title,
        String text,
        @Nullable Problem problem,
        @Nullable Instant expiresAt,
        @Nullable Offer offer) {
    /**
     * A button on a message.
     *
     * @param label a verb
     */
    public record Offer(String label, Runnable run) {}
}
