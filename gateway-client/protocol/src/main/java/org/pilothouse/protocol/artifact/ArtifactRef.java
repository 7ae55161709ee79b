package org.pilothouse.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Names an artifact and says what it is.
 *
 * @param uri {@code artifact://<id>}
 * @param externalUrl on the gateway's idea of its own address; only the path counts
 * @param sizeBytes of the stored bytes
 * @param sha256 of the stored bytes, lower-case hex
 * @param metadata of a picture: {@code width}, {@code height}, {@code timestamp}, {@code mime}, {@code evidence_type}
 * @param sensitivity ours; absent on a Tyrum gateway, which tells it in {@link ArtifactMetadata} only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ArtifactRef(
        String artifactId,
        String uri,
        @Nullable String externalUrl,
        ArtifactKind kind,
        MediaClass mediaClass,
        Instant createdAt,
        @Nullable String filename,
        @Nullable String mimeType,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        List<String> labels,
        @Nullable JsonNode metadata,
        @Nullable Sensitivity sensitivity) {
    /** Label of the accessibility tree of a desktop. */
    public static final String A11Y_TREE = "a11y-tree";

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public ArtifactRef {
        labels = labels == null ? List.of() : List.copyOf(labels);
    }

    public boolean holdsPicture() {
        return mediaClass == MediaClass.IMAGE;
    }

    /** Whether its bytes are an {@code ElementTree}. */
    public boolean holdsTree() {
        return labels.contains(A11Y_TREE);
    }
}
