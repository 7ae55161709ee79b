package org.pilothouse.protocol;

import java.util.Set;

/**
 * What a gateway can do beyond Tyrum's base set; {@code GET /features} of a Pilothouse gateway. A Tyrum gateway answers
 * 404 there, which a client reads as {@link #TYRUM}.
 *
 * @param gateway {@code pilothouse} or {@code tyrum}
 * @param version the gateway's version, empty where unknown
 * @param features names out of the constants below; unknown ones are kept and ignored
 */
public record Features(String gateway, String version, Set<String> features) {
    /** {@code environment.updated}, {@code environment.deleted} and {@code host.updated} events on the WebSocket. */
    public static final String ENVIRONMENT_EVENTS = "environments.events";
    /** {@code GET /desktop-environments/{id}/logs/stream}, server-sent events. */
    public static final String LOG_STREAM = "environments.logs.stream";
    /** {@code POST /desktop-environments/{id}/takeover-ticket} and the WebSocket that takes the ticket. */
    public static final String TAKEOVER_TICKET = "takeover.ticket";
    /** Environments carry {@code runtime}: conditions, stages, display, limits. */
    public static final String ENVIRONMENT_RUNTIME = "environments.runtime";

    /** {@code GET /runs}, a step's {@code environment} and {@code motivation}, run events. */
    public static final String RUNS = "runs";
    /** Approvals with picture and target, history, one decision only. */
    public static final String APPROVALS = "approvals";
    /** Artifacts by run, step and attempt; reveals. */
    public static final String ARTIFACTS = "artifacts";
    /** {@code GET}, {@code PUT /policy}. */
    public static final String POLICY = "policy";
    /** Rules by more than operations, their dry run and their revocation; approvals for good, changed, and several at once. */
    public static final String DECISIONS = "decisions";
    /** {@code POST /runs/{id}/pause} and {@code /resume}. */
    public static final String RUN_PAUSE = "runs.pause";
    /** {@code GET /activity}. */
    public static final String ACTIVITY = "activity";
    /** Who has control of a desktop has it alone; {@code runtime.lease} tells who. */
    public static final String CONTROL_LEASE = "control.lease";

    /** {@code GET /auth/me}, roles, identities of users and agents. */
    public static final String IDENTITIES = "identities";
    /** {@code GET /activity/verify}. */
    public static final String ACTIVITY_CHAIN = "activity.chain";
    /** {@code GET /runs/{id}/export}. */
    public static final String RUN_EXPORT = "runs.export";
    /** {@code POST …/takeover-token} with {@code browser}: a link that works once. */
    public static final String TAKEOVER_BROWSER = "takeover.browser";

    public static final Features TYRUM = new Features("tyrum", "", Set.of());

    public Features {
        features = Set.copyOf(features);
    }

    public boolean has(String feature) {
        return features.contains(feature);
    }
}
