package org.pilothouse.client;

import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.activity.Activity;

/** Who did what, when; only on a Pilothouse gateway. */
public final class ActivityLog {
    private final HttpCalls http;

    ActivityLog(HttpCalls http) {
        this.http = http;
    }

    /** Has the gateway go through the whole log; only where the features name {@code activity.chain}. */
    public Activity.Verification verify() throws GatewayException {
        return http.get("activity/verify", Activity.Verification.class);
    }

    /**
     * Newest first.
     *
     * @param limit 1 to 500
     * @param cursor the {@code nextCursor} of the page before; null for the first
     */
    public Activity.Page list(int limit, @Nullable String cursor) throws GatewayException {
        return http.get(
                HttpCalls.query("activity")
                        .with("limit", Integer.toString(limit))
                        .with("cursor", cursor)
                        .path(),
                Activity.Page.class);
    }
}
