package org.pilothouse.agent.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.pilothouse.agent.Settings;
import org.pilothouse.protocol.frame.Frame;

/** The way to the gateway: how a connection is asked for, and how patiently. */
final class GatewayRoute {
    private static final Duration PING = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Settings.Gateway gateway;
    private final OkHttpClient client;

    GatewayRoute(Settings.Gateway gateway) {
        this.gateway = gateway;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(Executors.newVirtualThreadPerTaskExecutor()))
                .pingInterval(PING)
                .connectTimeout(CONNECT)
                .readTimeout(CONNECT)
                .retryOnConnectionFailure(false);
        if (!encrypted(gateway)) {
            // A client that may need TLS reads the machine's 140 certificates: 60 ms of the start, and 3 MB.
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        if (gateway instanceof Settings.Gateway.Relay relay) {
            // There may be no resolver, and no other way than this one.
            builder.socketFactory(UnixSocket.factory(relay.socket()))
                    .proxy(Proxy.NO_PROXY)
                    .dns(host -> List.of(InetAddress.getLoopbackAddress()));
        }
        this.client = builder.build();
    }

    private static boolean encrypted(Settings.Gateway gateway) {
        return gateway instanceof Settings.Gateway.Url url
                && "wss".equals(url.url().getScheme());
    }

    OkHttpClient client() {
        return client;
    }

    /**
     * @throws IOException where the token's file cannot be read
     */
    Request request() throws IOException {
        Request.Builder request = new Request.Builder().header("Sec-WebSocket-Protocol", Frame.SUBPROTOCOL);
        switch (gateway) {
            case Settings.Gateway.Relay relay -> request.url("http://localhost/ws");
            case Settings.Gateway.Url url -> {
                request.url(url.url().toString().replaceFirst("^ws", "http"));
                Path tokenFile = url.tokenFile();
                if (tokenFile != null) {
                    request.header(
                            "Authorization",
                            "Bearer " + Files.readString(tokenFile).strip());
                }
            }
        }
        return request.build();
    }

    /** Whether another try makes sense now: a relay is there only while a gateway runs. */
    boolean present() {
        return !(gateway instanceof Settings.Gateway.Relay relay) || Files.exists(relay.socket());
    }

    ReconnectDelay delay() {
        return switch (gateway) {
            case Settings.Gateway.Relay relay -> ReconnectDelay.local();
            case Settings.Gateway.Url url -> ReconnectDelay.remote();
        };
    }

    @Override
    public String toString() {
        return switch (gateway) {
            case Settings.Gateway.Relay relay -> relay.socket().toString();
            case Settings.Gateway.Url url -> url.url().getHost();
        };
    }
}
