package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;

/**
 * What an engine shows of one environment at one moment.
 *
 * @param extras signed containers of the same environment besides {@code container}; at most one should ever exist
 * @param home the environment's volume
 * @param imageId the image that a new container would use; null where the host has none, which counts only while there is
 *     no container
 * @param leaveAlone how long not to start or wake an exited or paused container; null where that may happen now
 */
public record Observed(
        Container container,
        List<Container.Ours> extras,
        Home home,
        @Nullable String imageId,
        @Nullable Duration leaveAlone) {

    public Observed {
        extras = List.copyOf(extras);
    }

    /** The container of the environment's name. */
    public sealed interface Container {
        record None() implements Container {}

        /** Somebody else's; never touched. */
        record Foreign(ContainerView view) implements Container {}

        record Ours(ContainerView view, Ownership.Claim claim) implements Container {}
    }

    /** The volume of the environment's name. */
    public sealed interface Home {
        record None() implements Home {}

        record Foreign(String name) implements Home {}

        record Ours(Ownership.Claim claim) implements Home {}
    }
}
