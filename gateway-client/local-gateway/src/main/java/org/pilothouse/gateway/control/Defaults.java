package org.pilothouse.gateway.control;

import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.store.DefaultsStore;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentRequests.PutDefaults;

/** What a new environment gets where its creator does not say. */
public final class Defaults {
    private static final int MAX_REASON = 500;

    private final DefaultsStore store;
    private final String seedImageRef;
    private final InstantSource clock;

    Defaults(DefaultsStore store, String seedImageRef, InstantSource clock) {
        this.store = store;
        this.seedImageRef = seedImageRef;
        this.clock = clock;
    }

    public EnvironmentDefaults current() {
        return store.current(seedImageRef, clock.instant());
    }

    public EnvironmentDefaults put(PutDefaults request, String tokenId) {
        EnvironmentRules.image("default_image_ref", request.defaultImageRef());
        @Nullable String reason = request.reason();
        if (reason != null && reason.length() > MAX_REASON) {
            throw GatewayException.invalid("reason", "reason must be at most " + MAX_REASON + " characters");
        }
        return store.put(
                seedImageRef,
                request.defaultImageRef(),
                clock.instant(),
                Map.of("kind", "tenant.token", "token_id", tokenId),
                reason);
    }
}
