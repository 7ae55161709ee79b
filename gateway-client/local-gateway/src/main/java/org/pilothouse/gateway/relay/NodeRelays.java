package org.pilothouse.gateway.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.pilothouse.gateway.control.Nodes.RelayOrigin;
import org.pilothouse.gateway.engine.FleetEngine;

/** One relay for each environment whose container runs. */
public final class NodeRelays implements AutoCloseable {
    private final int listenerPort;
    private final RelayPorts ports;
    private final BiConsumer<String, String> environmentLog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, NodeRelay> relays = new HashMap<>();
    private boolean closed;

    /**
     * @param listenerPort where the gateway waits for nodes that come through relays, on the loopback address
     * @param environmentLog gets the environment's id and a line
     */
    public NodeRelays(int listenerPort, RelayPorts ports, BiConsumer<String, String> environmentLog) {
        this.listenerPort = listenerPort;
        this.ports = ports;
        this.environmentLog = environmentLog;
    }

    public void connect(RelayOrigin origin, String containerId, FleetEngine engine) {
        lock.lock();
        try {
            NodeRelay now = relays.get(origin.environmentId());
            if (closed || (now != null && now.carries(containerId, origin))) {
                return;
            }
            cut(origin.environmentId());
            NodeRelay relay = new NodeRelay(
                    origin,
                    containerId,
                    engine,
                    listenerPort,
                    ports,
                    line -> environmentLog.accept(origin.environmentId(), line));
            relays.put(origin.environmentId(), relay);
            relay.start();
        } finally {
            lock.unlock();
        }
    }

    public void cut(String environmentId) {
        lock.lock();
        try {
            NodeRelay relay = relays.remove(environmentId);
            if (relay != null) {
                relay.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            relays.values().forEach(NodeRelay::close);
            relays.clear();
        } finally {
            lock.unlock();
        }
    }
}
