package org.pilothouse.app.navigation;

import org.jspecify.annotations.Nullable;

/** Where the operator can be. */
public sealed interface Place {
    /** All environments. */
    record Fleet() implements Place {}

    /** One environment. */
    record EnvironmentPage(String environmentId, Tab tab) implements Place {}

    /** The parts of an environment's page. */
    enum Tab {
        OVERVIEW,
        LIVE,
        LOGS
    }

    /**
     * What waits for a person, and what was decided.
     *
     * @param approvalId the one to open, null for the first that waits
     */
    record Approvals(@Nullable String approvalId) implements Place {}

    /** All runs. */
    record Runs() implements Place {}

    /** One run. */
    record RunPage(String runId) implements Place {}

    /** The form for a run. */
    record NewRun() implements Place {}

    record Nodes() implements Place {}

    record Hosts() implements Place {}

    record Settings() implements Place {}

    /** Whether it stands below another one, so that there is a way back from it. */
    default boolean isBelow() {
        return this instanceof EnvironmentPage || this instanceof RunPage || this instanceof NewRun;
    }

    /** Whether both are entries of the same rail item. */
    default boolean isWithin(Place top) {
        return switch (this) {
            case EnvironmentPage page -> top instanceof Fleet;
            case RunPage page -> top instanceof Runs;
            case NewRun form -> top instanceof Runs;
            default -> getClass().equals(top.getClass());
        };
    }
}
