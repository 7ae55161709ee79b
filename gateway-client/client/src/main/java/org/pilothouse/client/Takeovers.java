package org.pilothouse.client;

import java.net.URI;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverRequest;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverTicket;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverToken;

/** Opens the RFB stream of a desktop through the gateway. */
public final class Takeovers {
    private final HttpCalls http;
    private final OkHttpClient okHttp;
    private final FeatureProbe features;

    Takeovers(HttpCalls http, OkHttpClient okHttp, FeatureProbe features) {
        this.http = http;
        this.okHttp = okHttp;
        this.features = features;
    }

    /**
     * Asks for the right to take over and connects with it.
     *
     * @param mode on a Tyrum gateway, which cannot enforce {@code VIEW}, the viewer itself must keep to it
     */
    public TakeoverStream open(String environmentId, TakeoverMode mode) throws GatewayException {
        return open(environmentId, TakeoverRequest.of(mode));
    }

    /** Takes control from whoever has it; they are told the reason, 1 to 500 characters. */
    public TakeoverStream force(String environmentId, String reason) throws GatewayException {
        return open(environmentId, new TakeoverRequest(TakeoverMode.CONTROL, true, reason));
    }

    private TakeoverStream open(String environmentId, TakeoverRequest request) throws GatewayException {
        String path = Environments.path(environmentId);
        return features.get().has(Features.TAKEOVER_TICKET) ? withTicket(path, request) : withTyrumToken(path);
    }

    private TakeoverStream withTicket(String path, TakeoverRequest request) throws GatewayException {
        var takeover = http.post(path + "/takeover-ticket", request, TakeoverTicket.class)
                .takeover();
        return connect(http.anonymous(takeover.path()).header("Authorization", "Bearer " + takeover.ticket()));
    }

    /** The token is in the path of {@code entry_url}, whose host is only the gateway's idea of its own address. */
    private TakeoverStream withTyrumToken(String path) throws GatewayException {
        var token = http.post(path + "/takeover-token", null, TakeoverToken.class);
        String entry = URI.create(token.conversation().entryUrl()).getRawPath();
        if (!entry.endsWith("/vnc.html")) {
            throw new GatewayException.BadAnswer("POST " + path + "/takeover-token", "no takeover address in it", null);
        }
        return connect(http.anonymous(entry.substring(0, entry.length() - "vnc.html".length()) + "websockify"));
    }

    private TakeoverStream connect(Request.Builder request) throws GatewayException {
        return WebSocketStream.open(
                okHttp, request.header("Sec-WebSocket-Protocol", "binary").build());
    }
}
