package org.pilothouse.app.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.review.ReviewEntry;

/**
 * Where an approval stands.
 *
 * @param open whether a person can decide it
 * @param word for lists
 * @param sentence for the card
 * @param reason that was given, empty where none was
 * @param at when it was decided, null where it is open or nobody says
 */
public record Standing(
        boolean open,
        String word,
        String sentence,
        String reason,
        Tone tone,
        @Nullable Instant at) {
    public static Standing of(Approval approval, Instant now) {
        ReviewEntry review = approval.latestReview();
        String reason = review == null || review.reason() == null ? "" : review.reason();
        Instant at = review == null ? null : review.completedAt();
        String by = by(review);
        String when = at == null ? "" : " at " + Ages.clock(at);
        return switch (approval.status()) {
            case QUEUED, REVIEWING, AWAITING_HUMAN -> {
                Instant end = approval.expiresAt();
                yield end != null && !now.isBefore(end)
                        ? expired(end)
                        : new Standing(true, "Waiting", "Waits for a person", "", Tone.ACCENT, null);
            }
            case APPROVED -> new Standing(false, "Approved", "Approved" + by + when, reason, Tone.SUCCESS, at);
            case DENIED -> new Standing(false, "Denied", "Denied" + by + when, reason, Tone.DANGER, at);
            case EXPIRED -> expired(approval.expiresAt());
            case CANCELLED ->
                new Standing(false, "Cancelled", "Not needed any more: the run was cancelled", "", Tone.NEUTRAL, at);
            case UNKNOWN ->
                new Standing(false, "Unknown", "This gateway says something new about it", "", Tone.NEUTRAL, at);
        };
    }

    private static Standing expired(@Nullable Instant end) {
        return new Standing(
                false,
                "Expired",
                "Expired" + (end == null ? "" : " at " + Ages.clock(end))
                        + ": nobody decided in time, so it is not done",
                "",
                Tone.WARNING,
                end);
    }

    private static String by(@Nullable ReviewEntry review) {
        return review == null || review.reviewerId() == null || review.reviewerKind() != ReviewEntry.ReviewerKind.HUMAN
                ? ""
                : " by " + review.reviewerId();
    }
}
