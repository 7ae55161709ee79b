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
        Refusals refusals,
        JsonMapper reading,
        JsonMapper writing) {}
