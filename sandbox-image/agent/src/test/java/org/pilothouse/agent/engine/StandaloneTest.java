package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.node.FakeGateway;

/** The compose file, as somebody uses it who has no gateway of ours. */
@Tag("engine")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class StandaloneTest {
    private static final Pattern PASSWORD =
            Pattern.compile("made a VNC password, in \\S+; it is not shown again: (\\S+)");
    private static final Pattern TOKEN = Pattern.compile("made an API token, in \\S+; it is not shown again: (\\S+)");

    private final OkHttpClient client = new OkHttpClient();

    @Test
    void isOpenToWhoHasThePasswordOrTheTokenAndToNobodyElse() throws Exception {
        Assumptions.assumeTrue(Compose.installed(), "docker-compose is not installed");
        Compose compose = new Compose();
        try (compose) {
            compose.call("up", "-d");
            String log = compose.awaitLogs(text -> text.contains("noVNC on ")
                    && text.contains("HTTP API on ")
                    && TOKEN.matcher(text).find());
            String password = secret(PASSWORD, log);
            String token = secret(TOKEN, log);

            assertArrayEquals(new byte[] {2}, RfbPeer.offered(compose.vnc), "VNC authentication and nothing weaker");
            assertFalse(RfbPeer.opens(compose.vnc, "wrong" + password.substring(5)));
            assertTrue(RfbPeer.opens(compose.vnc, password));

            page(compose);
            api(compose, token);
            hardened(compose);
            mcp(compose, token);

            compose.call("restart", "--timeout", "5");
            String later = compose.awaitLogs(text -> count("noVNC on ", text) == 2);
            assertEquals(1, count(password, later), "the password is said once");
            assertEquals(1, count(token, later), "the token is said once");
            assertTrue(RfbPeer.opens(compose.vnc, password), "and stays what it was");
        }
        assertEquals("", compose.leftovers());
    }

    @Test
    void dialsOutToAGatewayAndKeepsItsSecretsFromTheDesktop() throws Exception {
        Assumptions.assumeTrue(Compose.installed(), "docker-compose is not installed");
        FakeGateway gateway = new FakeGateway(FakeGateway.Mood.PLAIN);
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("0.0.0.0"));
                Compose compose = new Compose(
                        "PILOTHOUSE_GATEWAY_URL", "ws://host.docker.internal:" + listening.getLocalPort() + "/ws",
                        "PILOTHOUSE_GATEWAY_TOKEN", "gateway-token-of-the-test",
                        "PILOTHOUSE_API_TOKEN", "api-token-of-the-test",
                        "PILOTHOUSE_VNC_PASSWORD", "vncpass1",
                        "PILOTHOUSE_LABEL", "lone box")) {
            Thread.ofVirtual().start(() -> accept(listening, gateway));
            compose.call("up", "-d");
            FakeGateway.Peer node = gateway.awaitPeer();
            assertEquals("Bearer gateway-token-of-the-test", node.headers.get("authorization"));
            assertEquals(
                    "lone box (takeover: http://127.0.0.1:" + compose.page + "/vnc.html?autoconnect=true)",
                    node.init.device().label());
            compose.awaitLogs(text -> text.contains("HTTP API on "));
            assertTrue(RfbPeer.opens(compose.vnc, "vncpass1"));
            assertEquals(
                    200,
                    status(request(compose, "/openapi.json").header("Authorization", "Bearer api-token-of-the-test")));

            String environments = Sandbox.docker(
                    "exec",
                    compose.container(),
                    "sh",
                    "-c",
                    "for p in $(pgrep 'xfwm4|xfdesktop|java'); do tr '\\0' '\\n' </proc/$p/environ; done");
            assertTrue(environments.contains("DISPLAY=:1"), environments);
            assertFalse(environments.contains("-of-the-test") || environments.contains("vncpass1"), environments);
            String said = compose.logs();
            assertFalse(said.contains("-of-the-test") || said.contains("vncpass1"), said);
        }
    }

    private static void accept(ServerSocket listening, FakeGateway gateway) {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket, gateway));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void serve(Socket socket, FakeGateway gateway) {
        try (socket) {
            gateway.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // the node went away
        }
    }

    private void page(Compose compose) throws Exception {
        String address = "http://127.0.0.1:" + compose.page;
        try (Response response = client.newCall(new Request.Builder()
                        .url(address + "/vnc.html?autoconnect=true")
                        .build())
                .execute()) {
            assertEquals(200, response.code());
            assertTrue(response.body().string().contains("noVNC"));
        }
        for (String file : new String[] {"/app/ui.js", "/core/rfb.js", "/vendor/pako/lib/zlib/inflate.js"}) {
            assertEquals(200, status(new Request.Builder().url(address + file)));
        }
        assertEquals(
                403, status(new Request.Builder().url(address + "/vnc.html").header("Host", "evil.example")));
        assertEquals("refused with 403", websocket(compose, "http://evil.example"));
        assertEquals("RFB 003.008\n", websocket(compose, address));
    }

    private void api(Compose compose, String token) throws Exception {
        assertEquals(200, status(request(compose, "/v1/health")));
        assertEquals(401, status(request(compose, "/openapi.json")));
        assertEquals(401, status(request(compose, "/openapi.json").header("Authorization", "Bearer " + token + "x")));
        assertEquals(200, status(request(compose, "/openapi.json").header("Authorization", "Bearer " + token)));
        assertEquals(403, status(request(compose, "/v1/health").header("Host", "evil.example")));
        assertEquals(403, status(request(compose, "/v1/health").header("Origin", "http://evil.example")));
    }

    /** Over streamable HTTP, with the public client of the protocol's makers. */
    private static void mcp(Compose compose, String token) throws Exception {
        if (!Inspector.available()) {
            System.err.println("SKIPPED MCP over HTTP: npm cannot be reached");
            return;
        }
        String server = "http://127.0.0.1:" + compose.api + "/mcp";
        List<String> way = List.of(server, "--transport", "http", "--header", "Authorization: Bearer " + token);
        String tools = Inspector.run(way, "--method", "tools/list");
        assertTrue(tools.contains("\"name\": \"mouse_click\""), tools);
        String refused =
                Inspector.run(way, "--method", "tools/call", "--tool-name", "windows_focus", "--tool-arg", "id=99");
        assertTrue(refused.contains("There is no window 99"), refused);
        String stranger = Inspector.run(List.of(server, "--transport", "http"), "--method", "tools/list");
        assertFalse(stranger.contains("mouse_click"), stranger);
    }

    private static Request.Builder request(Compose compose, String path) {
        return new Request.Builder().url("http://127.0.0.1:" + compose.api + path);
    }

    private static void hardened(Compose compose) throws Exception {
        String container = compose.container();
        String host = Sandbox.docker("inspect", "--format", "{{json .HostConfig}}", container);
        assertTrue(host.contains("\"ReadonlyRootfs\":true"), host);
        assertTrue(host.contains("\"CapDrop\":[\"ALL\"]"), host);
        assertTrue(host.contains("no-new-privileges"), host);
        assertEquals(3, count("\"HostIp\":\"127.0.0.1\"", host), host);
        assertEquals(3, count("\"HostIp\":", host), host);
        String network = Sandbox.docker(
                        "inspect",
                        "--format",
                        "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}",
                        container)
                .strip();
        assertEquals(
                "false",
                Sandbox.docker(
                                "network",
                                "inspect",
                                "--format",
                                "{{index .Options \"com.docker.network.bridge.enable_icc\"}}",
                                network)
                        .strip());
    }

    private int status(Request.Builder request) throws Exception {
        try (Response response = client.newCall(request.build()).execute()) {
            return response.code();
        }
    }

    /** The first message, or why there was none. */
    private @Nullable String websocket(Compose compose, String origin) throws Exception {
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + compose.page + "/websockify")
                .header("Origin", origin)
                .build();
        WebSocket socket = client.newWebSocket(request, new WebSocketListener() {
            @Override
            public void onMessage(WebSocket from, ByteString bytes) {
                outcome.add(bytes.utf8());
            }

            @Override
            public void onFailure(WebSocket failed, Throwable cause, @Nullable Response response) {
                outcome.add("refused with " + (response == null ? cause.toString() : response.code()));
            }
        });
        String first = outcome.poll(20, TimeUnit.SECONDS);
        socket.cancel();
        return first;
    }

    private static String secret(Pattern pattern, String log) {
        Matcher matcher = pattern.matcher(log);
        assertTrue(matcher.find(), log);
        return matcher.group(1);
    }

    private static int count(String word, String text) {
        return text.split(Pattern.quote(word), -1).length - 1;
    }
}
