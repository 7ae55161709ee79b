package org.pilothouse.client;

import java.net.URI;
import java.util.function.Supplier;
import org.pilothouse.protocol.identity.DeviceIdentity;

/**
 * How to reach a gateway.
 *
 * @param base {@code http(s)://host:port/}, perhaps with a path prefix
 * @param token asked for whenever a connection is made, so that it can live in a key chain; never logged
 * @param identity the key that the WebSocket handshake proves; a scoped token is bound to its device id
 */
public record GatewayProfile(String name, URI base, Supplier<String> token, DeviceIdentity identity) {
    public GatewayProfile {
        String scheme = base.getScheme();
        if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "A gateway address looks like http://host:port, but this one is: " + base);
        }
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "A gateway address holds no user name or password; give the token apart.");
        }
    }

    /** For a gateway that was just started on this machine. */
    public static GatewayProfile of(String name, URI base, String token) {
        return new GatewayProfile(name, base, () -> token, DeviceIdentity.generate());
    }

    @Override
    public String toString() {
        return "GatewayProfile[" + name + ", " + base + "]";
    }
}
