package org.pilothouse.gateway.fleet;

import java.time.Duration;

/** The one next thing to do. Every step may be repeated: after it the world is looked at again. */
public sealed interface Step {
    /** Things are as they should be. */
    record Nothing() implements Step {}

    /** Nothing can be done until somebody changes something. */
    record Blocked(Problem problem) implements Step {}

    /** Not yet. */
    record Wait(Duration duration) implements Step {}

    record FetchImage() implements Step {}

    record CreateHome() implements Step {}

    record CreateContainer() implements Step {}

    record Start(String containerId) implements Step {}

    record Unpause(String containerId) implements Step {}

    record Stop(String containerId, String why) implements Step {}

    record RemoveContainer(String containerId, String why) implements Step {}

    record RemoveHome(String why) implements Step {}

    /** Nothing of the environment is left on the engine. */
    record Archive() implements Step {}
}
