package org.pilothouse.gateway.http;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.Features;

/** What the gateway says of itself. */
final class SystemRoutes {
    private final String version;
    private final IntSupplier operators;
    private final String instanceId = "gw-" + UUID.randomUUID();

    SystemRoutes(String version, IntSupplier operators) {
        this.version = version;
        this.operators = operators;
    }

    void addTo(Router router) {
        router.addOpen("GET", "/healthz", call -> Answer.ok(Map.of("status", "ok", "is_exposed", false)));
        router.add("GET", "/status", call -> Answer.ok(status()));
        router.add(
                "GET",
                "/features",
                call -> Answer.ok(new Features(
                        "pilothouse",
                        version,
                        Set.of(
                                Features.ENVIRONMENT_EVENTS,
                                Features.LOG_STREAM,
                                Features.TAKEOVER_TICKET,
                                Features.ENVIRONMENT_RUNTIME,
                                Features.RUNS,
                                Features.APPROVALS,
                                Features.ARTIFACTS,
                                Features.POLICY,
                                Features.DECISIONS,
                                Features.RUN_PAUSE,
                                Features.ACTIVITY,
                                Features.IDENTITIES,
                                Features.ACTIVITY_CHAIN,
                                Features.RUN_EXPORT,
                                Features.TAKEOVER_BROWSER,
                                Features.CONTROL_LEASE))));
    }

    private Map<String, Object> status() {
        return Map.of(
                "status",
                "ok",
                "version",
                version,
                "instance_id",
                instanceId,
                "role",
                "all",
                "db_kind",
                "sqlite",
                "is_exposed",
                false,
                "auth",
                Map.of("enabled", true),
                "ws",
                Map.of("totalClients", operators.getAsInt(), "capabilityCounts", Map.of()));
    }
}
