package org.pilothouse.gateway.relay;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pilothouse.gateway.control.Nodes.RelayOrigin;

/**
 * Which environment stands behind which local port. A pump registers its port before its first byte and keeps the port
 * until it has ended, so nobody else on this machine can speak from it.
 */
public final class RelayPorts {
    private final Map<Integer, RelayOrigin> origins = new ConcurrentHashMap<>();

    void register(int port, RelayOrigin origin) {
        origins.put(port, origin);
    }

    void release(int port) {
        origins.remove(port);
    }

    public Optional<RelayOrigin> origin(int port) {
        return Optional.ofNullable(origins.get(port));
    }
}
