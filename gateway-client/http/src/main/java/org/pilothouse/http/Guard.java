package org.pilothouse.http;

/** Whether somebody who is known may do what they ask. Not asked about open routes. */
@FunctionalInterface
public interface Guard {
    /** Where whoever is let in may do everything. */
    Guard NONE = (caller, method, route) -> {};

    /**
     * @param method of the route
     * @param route as it was added: {@code /pairings/{id}/approve}
     * @throws Refusal with status 403 where they may not
     */
    void check(Caller caller, String method, String route);
}
