package org.pilothouse.protocol.artifact;

import java.util.List;

/** {@code GET /runs/{id}/artifacts} and the narrower ones. */
public record Artifacts(List<ArtifactRef> artifacts) {}
