package org.pilothouse.protocol.artifact;

import java.util.List;

/** {@code GET /artifacts/{id}/metadata}. */
public record ArtifactMetadata(ArtifactRef artifact, Sensitivity sensitivity, List<ArtifactLink> links) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public ArtifactMetadata {
        links = links == null ? List.of() : List.copyOf(links);
    }
}
