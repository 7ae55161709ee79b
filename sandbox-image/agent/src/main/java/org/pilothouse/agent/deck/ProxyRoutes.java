package org.pilothouse.agent.deck;

import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.ports.PortProxy;
import org.pilothouse.http.Answer;

/** {@code /proxy/{port}/*}. */
final class ProxyRoutes {
    private static final int MAX_PORT = 65_535;

    private final PortProxy proxy;

    ProxyRoutes(PortProxy proxy) {
        this.proxy = proxy;
    }

    void addTo(Api api) {
        for (String path : new String[] {"/proxy/{port}", "/proxy/{port}/{rest*}"}) {
            api.add(Operation.any(path, "A program in the sandbox that speaks HTTP or WebSocket on a port of loopback")
                    .tag("ports")
                    .refuses(403, "permission_denied")
                    .refuses(502, "bad_gateway")
                    .by(call -> new Answer.Raw(
                            proxy.exchange(InfoRoutes.port(call, 1, MAX_PORT), "/proxy/" + call.variable("port")))));
        }
    }
}
