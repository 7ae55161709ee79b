package org.pilothouse.gateway.control;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.Condition;

/** Knows since when each condition has its status, for this life of the gateway. */
final class ConditionHistory {
    private final Map<String, Map<String, Condition>> known = new ConcurrentHashMap<>();

    List<Condition> merge(String environmentId, List<Condition> now, Instant at) {
        Map<String, Condition> merged = new HashMap<>();
        Map<String, Condition> before = known.getOrDefault(environmentId, Map.of());
        List<Condition> result = now.stream()
                .map(condition -> {
                    @Nullable Condition old = before.get(condition.type());
                    Instant since = old != null && old.status() == condition.status() ? old.since() : at;
                    Condition kept = new Condition(
                            condition.type(),
                            condition.status(),
                            condition.reason(),
                            condition.message(),
                            since,
                            condition.observedGeneration());
                    merged.put(kept.type(), kept);
                    return kept;
                })
                .toList();
        known.put(environmentId, merged);
        return result;
    }

    void forget(String environmentId) {
        known.remove(environmentId);
    }
}
