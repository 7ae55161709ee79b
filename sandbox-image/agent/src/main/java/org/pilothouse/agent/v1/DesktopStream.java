package org.pilothouse.agent.v1;

/** The live picture for people: noVNC's page. Safe for use by many threads. */
public interface DesktopStream {
    /** Whether people can look at it now. */
    boolean active();

    /**
     * @throws IllegalStateException where it cannot be served
     */
    void start();

    /** Ends it for all who look. */
    void stop();
}
