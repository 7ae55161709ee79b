package org.pilothouse.app.artifact;

import java.util.Set;
import org.pilothouse.app.artifact.ArtifactItem.Kind;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.Sensitivity;

/** Artifacts of the wire as items. */
public final class ArtifactItems {
    /** What a gateway labels the answer of a step with. */
    private static final String RESULT = "result";

    private ArtifactItems() {}

    public static ArtifactItem of(ArtifactRef ref) {
        Kind kind = kind(ref);
        String mime = ref.mimeType() == null ? "" : ref.mimeType();
        return new ArtifactItem(
                ref.artifactId(),
                title(ref, kind),
                kind,
                mime,
                ref.sizeBytes() == null ? -1 : ref.sizeBytes(),
                ref.sha256() == null ? "" : ref.sha256(),
                isSensitive(ref),
                ref.createdAt(),
                Set.copyOf(ref.labels()));
    }

    /** A gateway that does not say gets the careful answer for what shows a desktop. */
    private static boolean isSensitive(ArtifactRef ref) {
        return ref.sensitivity() == null
                ? ref.holdsPicture() || ref.holdsTree()
                : ref.sensitivity() != Sensitivity.NORMAL;
    }

    private static Kind kind(ArtifactRef ref) {
        if (ref.holdsPicture()) {
            return Kind.PICTURE;
        }
        if (ref.holdsTree()) {
            return Kind.ELEMENTS;
        }
        String mime = ref.mimeType() == null ? "" : ref.mimeType();
        if (mime.contains("json")) {
            return Kind.JSON;
        }
        return mime.startsWith("text/") ? Kind.TEXT : Kind.OTHER;
    }

    private static String title(ArtifactRef ref, Kind kind) {
        return switch (kind) {
            case PICTURE -> "screenshot";
            case ELEMENTS -> "accessibility tree";
            case JSON -> ref.filename() == null || ref.labels().contains(RESULT) ? "result" : ref.filename();
            case TEXT, OTHER -> ref.filename() == null ? "file" : ref.filename();
        };
    }
}
