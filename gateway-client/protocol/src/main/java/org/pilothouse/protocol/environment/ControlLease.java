package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person has control of a desktop; meanwhile its agent has none. Ours.
 *
 * @param fence grows with every lease that a gateway gives
 * @param holder the name that the person goes by
 * @param takeoverId of the connection that holds it; the lease ends with the connection
 * @param until null while it lasts
 * @param reason why it was taken from somebody else, where it was
 * @param endedBecause null while it lasts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlLease(
        long fence,
        String environmentId,
        String holder,
        String takeoverId,
        Instant since,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable String endedBecause) {}
