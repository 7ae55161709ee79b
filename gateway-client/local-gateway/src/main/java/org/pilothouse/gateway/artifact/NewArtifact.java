package org.pilothouse.gateway.artifact;

import java.util.List;
import java.util.Map;
import org.pilothouse.protocol.artifact.ArtifactKind;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.MediaClass;

/**
 * Something to keep. What comes from a desktop may always show secrets, so all of it is sensitive.
 *
 * @param metadata written as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
public record NewArtifact(
        byte[] bytes,
        ArtifactKind kind,
        MediaClass mediaClass,
        String mimeType,
        String extension,
        List<String> labels,
        Map<String, Object> metadata) {

    /**
     * @param evidenceType the operation that made it
     * @param timestamp when, as the node says; empty where it does not
     */
    public static NewArtifact screenshot(byte[] bytes, Picture picture, String evidenceType, String timestamp) {
        return new NewArtifact(
                bytes,
                ArtifactKind.SCREENSHOT,
                MediaClass.IMAGE,
                picture.mime(),
                picture.mime().equals("image/png") ? "png" : "jpg",
                List.of(evidenceType, "desktop"),
                Map.of(
                        "width",
                        picture.width(),
                        "height",
                        picture.height(),
                        "timestamp",
                        timestamp,
                        "mime",
                        picture.mime(),
                        "evidence_type",
                        evidenceType));
    }

    public static NewArtifact tree(byte[] json, String evidenceType, String timestamp) {
        return json(
                json,
                ArtifactKind.DOM_SNAPSHOT,
                List.of(ArtifactRef.A11Y_TREE, "desktop"),
                Map.of("timestamp", timestamp, "evidence_type", evidenceType));
    }

    public static NewArtifact result(byte[] json, String op) {
        return json(json, ArtifactKind.LOG, List.of("result", op, "desktop"), Map.of());
    }

    private static NewArtifact json(byte[] json, ArtifactKind kind, List<String> labels, Map<String, Object> metadata) {
        return new NewArtifact(json, kind, MediaClass.DOCUMENT, "application/json", "json", labels, metadata);
    }
}
