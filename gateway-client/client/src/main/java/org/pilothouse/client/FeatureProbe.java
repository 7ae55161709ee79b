package org.pilothouse.client;

import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Features;

/** Asks {@code GET /features} once; 404 means a Tyrum gateway with its base set. */
final class FeatureProbe {
    private final HttpCalls http;
    private volatile @Nullable Features known;

    FeatureProbe(HttpCalls http) {
        this.http = http;
    }

    Features get() throws GatewayException {
        Features features = known;
        if (features == null) {
            features = ask();
            known = features;
        }
        return features;
    }

    private Features ask() throws GatewayException {
        try {
            return http.get("features", Features.class);
        } catch (GatewayException.Refused e) {
            if (e.status() == 404) {
                return Features.TYRUM;
            }
            throw e;
        }
    }
}
