package org.pilothouse.client;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.Pairing;

/** Pairings: which nodes are trusted with what. */
public final class Pairings {
    private final HttpCalls http;

    Pairings(HttpCalls http) {
        this.http = http;
    }

    /**
     * The newest 100.
     *
     * @param status null for all
     */
    public List<Pairing> list(Pairing.@Nullable Status status) throws GatewayException {
        String wanted = status == null ? null : status.name().toLowerCase(Locale.ROOT);
        return http.get(HttpCalls.query("pairings").with("status", wanted).path(), Pairing.Many.class)
                .pairings();
    }

    /** With all its reviews. */
    public Pairing get(long pairingId) throws GatewayException {
        return http.get("pairings/" + pairingId, Pairing.One.class).pairing();
    }

    public Pairing approve(
            long pairingId, Pairing.TrustLevel trust, List<Capability> allowlist, @Nullable String reason)
            throws GatewayException {
        return decide(pairingId, "approve", new Pairing.Approve(trust, allowlist, reason));
    }

    public Pairing deny(long pairingId, @Nullable String reason) throws GatewayException {
        return decide(pairingId, "deny", new Pairing.Decision(reason));
    }

    public Pairing revoke(long pairingId, @Nullable String reason) throws GatewayException {
        return decide(pairingId, "revoke", new Pairing.Decision(reason));
    }

    private Pairing decide(long pairingId, String verb, Object body) throws GatewayException {
        return http.post("pairings/" + pairingId + "/" + verb, body, Pairing.One.class)
                .pairing();
    }
}
