package org.pilothouse.gateway.artifact;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.pilothouse.protocol.artifact.ArtifactKind;

/**
 * How long the bytes of artifacts are kept, by their kind. What a run that goes on or an approval that waits still needs
 * is kept whatever its age.
 *
 * @param days by kind; other kinds are kept as long as the disk's limit allows
 */
public record Retention(Map<ArtifactKind, Duration> days) {
    /** Pictures and trees, which show most, go first. */
    public static final Retention DEFAULT = new Retention(Map.of(
            ArtifactKind.SCREENSHOT, Duration.ofDays(30),
            ArtifactKind.DOM_SNAPSHOT, Duration.ofDays(30),
            ArtifactKind.LOG, Duration.ofDays(90),
            ArtifactKind.FILE, Duration.ofDays(30)));

    public Retention {
        days = days.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(days));
        if (days.values().stream().anyMatch(life -> life.isNegative() || life.isZero())) {
            throw new IllegalArgumentException("how long artifacts are kept must be positive");
        }
    }
}
