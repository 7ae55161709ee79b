package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.List;
import org.pilothouse.protocol.artifact.ArtifactKind;
import org.pilothouse.protocol.artifact.MediaClass;
import org.pilothouse.protocol.artifact.Sensitivity;
import tools.jackson.databind.JsonNode;

/**
 * An artifact as it is stored, without its bytes.
 *
 * @param sha256 lower-case hex; where the bytes lie
 */
public record ArtifactRecord(
        String id,
        String sha256,
        long sizeBytes,
        ArtifactKind kind,
        MediaClass mediaClass,
        String mimeType,
        String filename,
        Sensitivity sensitivity,
        List<String> labels,
        JsonNode metadata,
        Instant createdAt) {}
