package org.pilothouse.http;

import tools.jackson.databind.json.JsonMapper;

/**
 * What a server offers, and to whom.
 *
 * @param reading strict: what clients send
 * @param writing what they get
 */
public record HttpApi(
        Router router,
        Place place,
        Authenticator authenticator,
        Guard guard,
        Refusals refusals,
        JsonMapper reading,
        JsonMapper writing) {

    /** For whoever is let in, everything. */
    public HttpApi(
            Router router,
            Place place,
            Authenticator authenticator,
            Refusals refusals,
            JsonMapper reading,
            JsonMapper writing) {
        this(router, place, authenticator, Guard.NONE, refusals, reading, writing);
    }
}
