package org.pilothouse.gateway.fleet;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pilothouse.gateway.store.LogStore;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

/** An environment's log: stored, and told to those who follow it. */
public final class EnvironmentLog {
    private final LogStore store;
    private final InstantSource clock;
    private final Map<String, List<Runnable>> followers = new ConcurrentHashMap<>();

    public EnvironmentLog(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A line of the control plane itself. */
    public void gateway(String environmentId, String line) {
        append(environmentId, List.of(new LogStore.NewLine(clock.instant(), LogStore.GATEWAY, line)));
    }

    public void append(String environmentId, List<LogStore.NewLine> lines) {
        if (!store.append(environmentId, lines).isEmpty()) {
            wake(environmentId);
        }
    }

    public List<LogLine> after(String environmentId, long sequence, int limit) {
        return store.after(environmentId, sequence, limit);
    }

    public List<LogLine> tail(String environmentId, int limit) {
        return store.tail(environmentId, limit);
    }

    /** The newest {@code limit} lines that hold this text, oldest first. */
    public List<LogLine> search(String environmentId, String text, int limit) {
        return store.search(environmentId, text, limit);
    }

    /** Calls {@code onChange} after every append until the returned handle is run. */
    public Runnable follow(String environmentId, Runnable onChange) {
        followers
                .computeIfAbsent(environmentId, id -> new CopyOnWriteArrayList<>())
                .add(onChange);
        return () -> followers.computeIfPresent(environmentId, (id, list) -> {
            list.remove(onChange);
            return list.isEmpty() ? null : list;
        });
    }

    /** Wakes the followers without a new line: the environment is gone, or the gateway ends. */
    public void wake(String environmentId) {
        followers.getOrDefault(environmentId, List.of()).forEach(Runnable::run);
    }

    public void wakeAll() {
        followers.keySet().forEach(this::wake);
    }
}
