package org.pilothouse.app.navigation;

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

    record Nodes() implements Place {}

    record Hosts() implements Place {}

    record Settings() implements Place {}

    /** Whether both are entries of the same rail item. */
    default boolean isWithin(Place top) {
        return getClass().equals(top.getClass()) || (this instanceof EnvironmentPage && top instanceof Fleet);
    }
}
