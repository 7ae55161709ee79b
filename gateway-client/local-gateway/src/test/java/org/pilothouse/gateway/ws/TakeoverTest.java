package org.pilothouse.gateway.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.gateway.testing.Viewer;

/** Viewers on a desktop: tickets, modes, and ends in bounded time. */
class TakeoverTest {
    private static final String KEY = "0401000000000061";
    private static final String REQUEST = "03000000000005000320";

    private final FakeEngine engine = new FakeEngine();
    private final BlockingQueue<FakeExec> desktops = new LinkedBlockingQueue<>();

    @TempDir
    Path state;

    private TestGateway gateway;
    private String id;

    @BeforeEach
    void start() {
        engine.programs = (container, command) -> {
            FakeExec exec = new FakeExec();
            if (command.toString().contains("vnc.sock")) {
                desktops.add(exec);
            }
            return exec;
        };
        gateway = TestGateway.start(state, engine);
        id = gateway.create(true);
        await("a running container", () -> gateway.environment(id)
                .at("/runtime/conditions/3/status")
                .asString("")
                .equals("true"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Viewer view(String mode) {
        Reply reply = gateway.post("/desktop-environments/" + id + "/takeover-ticket", "{\"mode\":\"" + mode + "\"}");
        assertEquals(200, reply.status(), reply.raw().body());
        return new Viewer().open(uri(reply.text("/takeover/path")), reply.text("/takeover/ticket"));
    }

    private URI uri(String path) {
        return URI.create(gateway.gateway.uri().toString().replace("http", "ws") + path);
    }

    private static String next(FakeExec desktop, int bytes) throws Exception {
        return HexFormat.of().formatHex(desktop.programInput().readNBytes(bytes));
    }

    @Test
    void controlCarriesInputAndViewDoesNot() throws Exception {
        try (Viewer control = view("control");
                Viewer view = view("view")) {
            FakeExec first = desktops.poll(30, TimeUnit.SECONDS);
            FakeExec second = desktops.poll(30, TimeUnit.SECONDS);
            control.handshake();
            view.handshake();
            control.send(KEY + REQUEST);
            view.send(KEY + REQUEST);
            String hello = "524642203030332e3030380a0101";
            assertEquals(hello + KEY + REQUEST, next(first, 14 + 18));
            assertEquals(hello + REQUEST, next(second, 14 + 10));
            first.programOutput().write("to control".getBytes(StandardCharsets.US_ASCII));
            await(
                    "the picture",
                    () -> control.received.toString(StandardCharsets.US_ASCII).equals("to control"));
        }
    }

    @Test
    void aDesktopThatGoesTakesItsViewerWithIt() throws Exception {
        try (Viewer viewer = view("control")) {
            desktops.poll(30, TimeUnit.SECONDS).close();
            assertEquals(1011, viewer.closeCode.orTimeout(5, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void aViewerThatGoesLetsTheDesktopGo() throws Exception {
        try (Viewer viewer = view("control")) {
            FakeExec desktop = desktops.poll(30, TimeUnit.SECONDS);
            viewer.socket.sendClose(1000, "done").join();
            desktop.ended().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void stoppingTheEnvironmentEndsItsViewers() {
        try (Viewer viewer = view("view")) {
            gateway.post("/desktop-environments/" + id + "/stop", null);
            assertEquals(1001, viewer.closeCode.orTimeout(5, TimeUnit.SECONDS).join());
        }
        Reply reply = gateway.post("/desktop-environments/" + id + "/takeover-ticket", "{}");
        assertEquals(409, reply.status());
        assertTrue(reply.text("/message").contains("takeover unavailable"), reply.text("/message"));
    }

    @Test
    void aProtocolViolationEndsTheSession() {
        try (Viewer viewer = view("view")) {
            viewer.handshake();
            viewer.send("c8c8");
            assertEquals(1002, viewer.closeCode.orTimeout(5, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void onlyAnUnusedTicketOpens() {
        Reply reply = gateway.post("/desktop-environments/" + id + "/takeover-ticket", null);
        assertEquals("control", reply.text("/takeover/mode"));
        String ticket = reply.text("/takeover/ticket");
        URI uri = uri(reply.text("/takeover/path"));
        try (Viewer _ = new Viewer().open(uri, ticket);
                Viewer second = new Viewer()) {
            assertEquals(401, refusal(second, uri, ticket));
            assertEquals(401, refusal(second, uri, gateway.gateway.token()), "an admin token is no ticket");
            assertEquals(401, refusal(second, uri, "nonsense"));
        }
        assertEquals(
                400,
                gateway.post("/desktop-environments/" + id + "/takeover-ticket", "{\"mode\":\"steal\"}")
                        .status());
        assertEquals(
                400, gateway.get("/desktop-environments/" + id + "/takeover").status(), "no upgrade");
    }

    @Test
    void comingAndGoingAreWrittenDown() {
        try (Viewer viewer = view("view")) {
            viewer.socket.sendClose(1000, "done").join();
        }
        await("the end", () -> activities().contains("takeover.ended"));
        assertEquals(
                List.of("takeover.ended", "takeover.connected", "takeover.minted", "environment.created"),
                activities());
    }

    private List<String> activities() {
        return gateway.get("/activity")
                .body()
                .path("activities")
                .valueStream()
                .filter(entry -> entry.path("target_id").asString().equals(id))
                .map(entry -> entry.path("action").asString())
                .toList();
    }

    private static int refusal(Viewer viewer, URI uri, String ticket) {
        var failure = assertThrows(CompletionException.class, () -> viewer.open(uri, ticket));
        return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }
}
