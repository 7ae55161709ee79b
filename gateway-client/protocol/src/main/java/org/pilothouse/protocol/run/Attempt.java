package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.artifact.ArtifactRef;
import tools.jackson.databind.JsonNode;

/**
 * One try of a step.
 *
 * @param attempt from 1
 * @param dispatchId names the task at the node; absent where nothing was sent
 * @param result what the node answered; {@code tree_artifact} stands for a {@code tree}
 * @param evidence the picture that came with it; its {@code bytesBase64} is stored apart
 * @param artifacts what it left behind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attempt(
        String attemptId,
        int attempt,
        AttemptStatus status,
        @Nullable String dispatchId,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable JsonNode result,
        @Nullable JsonNode evidence,
        @Nullable RunError error,
        List<ArtifactRef> artifacts) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public Attempt {
        artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    }
}
