package org.pilothouse.gateway.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** The JSON schema of what {@code PUT /policy} takes, for editors. */
public final class PolicySchema {
    private PolicySchema() {}

    public static JsonNode json() {
        try (InputStream in = PolicySchema.class.getResourceAsStream("policy.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("the policy's schema is not in this build");
            }
            return Json.LENIENT.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
