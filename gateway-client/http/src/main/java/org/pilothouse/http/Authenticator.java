package org.pilothouse.http;

import org.eclipse.jetty.server.Request;

/** Who asks, of all but open routes. */
@FunctionalInterface
public interface Authenticator {
    /**
     * @throws Refusal with status 401 where the request proves nothing
     */
    Caller authenticate(Request request);
}
