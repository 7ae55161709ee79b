package org.pilothouse.app.navigation;

/** Where the operator can be. */
public sealed interface Place {
    /** All environments. */
    record Fleet() implements Place {}

    /**
     * One environment.
     *
     * @param takeOver whether to ask for control at once; for the {@link Tab#LIVE} tab
     */
    record EnvironmentPage(String environmentId, Tab tab, boolean takeOver) implements Place {
        public EnvironmentPage(String environmentId, Tab tab) {
            this(environmentId, tab, false);
        }
    }

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
