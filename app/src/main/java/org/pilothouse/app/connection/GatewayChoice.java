package org.pilothouse.app.connection;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.config.ConsoleSettings;

/**
 * A gateway that can be chosen.
 *
 * @param url null for the local one, whose port differs each time
 */
public record GatewayChoice(
        String id, String name, Kind kind, @Nullable URI url) {
    public static final GatewayChoice LOCAL = new GatewayChoice("local", "Local", Kind.LOCAL, null);

    /** Where it comes from. */
    public enum Kind {
        /** Embedded in this process. */
        LOCAL,
        /** Kept in the settings. */
        REMOTE,
        /** Named on the command line; not kept. */
        COMMAND_LINE
    }

    public static GatewayChoice of(ConsoleSettings.Gateway gateway) {
        return new GatewayChoice(gateway.id(), gateway.name(), Kind.REMOTE, gateway.url());
    }

    /** What to show below the name. */
    public String address() {
        return url == null ? "in this console" : url.toString();
    }

    public String tokenName() {
        return "gateway-token/" + id;
    }
}
