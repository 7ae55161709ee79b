package org.pilothouse.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.pilothouse.protocol.identity.Scope;
import tools.jackson.databind.JsonNode;

/** Every route and operation, with every role: who is served and who is not. */
class AccessTableTest {
    @TempDir
    static Path state;

    static TestGateway gateway;
    /** What each kind of token gives, written down a second time. */
    static final Map<String, Set<Scope>> EXPECTED = Map.of(
            "viewer", Set.of(Scope.READ),
            "approver", Set.of(Scope.READ, Scope.APPROVALS),
            "operator", Set.of(Scope.READ, Scope.WRITE, Scope.PAIRING),
            "admin", Set.of(Scope.values()),
            "node", Set.of(),
            "agent", Set.of(Scope.READ, Scope.WRITE),
            "narrow", Set.of(Scope.APPROVALS));

    static final Map<String, String> tokens = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(state, new FakeEngine());
        for (String role : List.of("viewer", "approver", "operator", "admin", "node")) {
            tokens.put(role, gateway.issue("the " + role, role, "").text("/token"));
        }
        tokens.put(
                "agent",
                gateway.issue("Robo", "operator", ",\"kind\":\"agent\"").text("/token"));
        tokens.put(
                "narrow",
                gateway.issue("Narrow", "client", ",\"scopes\":[\"operator.approvals\"]")
                        .text("/token"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyRouteHasItsPlaceInTheTableAndNothingElseHas() {
        assertEquals(
                new TreeSet<>(gateway.gateway.routes()),
                new TreeSet<>(AccessTable.routes().keySet()));
    }

    @Test
    @Timeout(120)
    void everyRoleOnEveryRoute() {
        List<String> wrong = new ArrayList<>();
        AccessTable.routes().forEach((route, need) -> {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[a-z]+\\*?}", "7");
            if (method.equals("*") || path.startsWith("/desktop-takeover/")) {
                return; // these look for tickets, tokens and cookies themselves
            }
            String body = path.contains("/takeover-t") ? "{\"mode\":\"view\"}" : "{}";
            tokens.forEach((role, token) -> {
                int status = gateway.as(token, method, path, method.equals("GET") ? null : body)
                        .status();
                if (isServed(status) != isFor(need, role) || status >= 500) {
                    wrong.add(role + " " + route + " -> " + status);
                }
            });
            boolean open = need == Need.NOTHING;
            if (gateway.call(method, path, null, Map.of()).status() == 401 == open) {
                wrong.add("nobody " + route);
            }
        });
        assertEquals(List.of(), wrong);
    }

    private static boolean isServed(int status) {
        return status != 401 && status != 403;
    }

    private static boolean isFor(Need need, String role) {
        return need.scope().map(EXPECTED.get(role)::contains).orElse(true);
    }

    @Test
    void aRefusalSaysWhatIsMissing() {
        Reply reply = gateway.as(tokens.get("viewer"), "POST", "/desktop-environments", "{}");
        assertEquals(403, reply.status());
        assertEquals("forbidden", reply.text("/error"));
        assertEquals("insufficient scope: this needs operator.write", reply.text("/message"));
    }

    @Test
    void aViewerMayWatchAndNotTouch() {
        String id = gateway.create(true);
        gateway.awaitStatus(id, "starting");
        String path = "/desktop-environments/" + id + "/takeover-ticket";
        assertEquals(
                403,
                gateway.as(tokens.get("viewer"), "POST", path, "{\"mode\":\"control\"}")
                        .status());
        assertEquals(403, gateway.as(tokens.get("approver"), "POST", path, "{}").status(), "control where absent");
        TestGateway.await(
                "a desktop to watch",
                () -> gateway.as(tokens.get("viewer"), "POST", path, "{\"mode\":\"view\"}")
                                .status()
                        == 200);
    }

    @Test
    @Timeout(120)
    void everyRoleOnEveryOperation() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String role : tokens.keySet()) {
            if (role.equals("node")) {
                continue;
            }
            try (FakeNode peer = connect(tokens.get(role), Handshake.ROLE_CLIENT)) {
                peer.awaitAccepted();
                for (Map.Entry<String, Need> operation :
                        AccessTable.operations().entrySet()) {
                    peer.send(Frame.Request.of("r", operation.getKey(), Map.of()));
                    JsonNode answer = peer.await(operation.getKey());
                    String code = answer.at("/error/code").asString("");
                    assertNotEquals("unsupported_request", code, operation.getKey());
                    if (code.equals("forbidden") == isFor(operation.getValue(), role)) {
                        wrong.add(role + " " + operation.getKey() + " -> " + answer);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aNodesTokenConnectsNodesAndOperatorsTokensDoNot() throws Exception {
        try (FakeNode node = connect(tokens.get("node"), Handshake.ROLE_NODE)) {
            node.awaitAccepted();
        }
        try (FakeNode client = connect(tokens.get("node"), Handshake.ROLE_CLIENT);
                FakeNode node = connect(tokens.get("operator"), Handshake.ROLE_NODE)) {
            assertEquals(4008, client.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
            assertEquals(4008, node.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void whoMayNotReadHearsNoEvents() throws Exception {
        try (FakeNode narrow = connect(tokens.get("narrow"), Handshake.ROLE_CLIENT);
                FakeNode viewer = connect(tokens.get("viewer"), Handshake.ROLE_CLIENT)) {
            narrow.awaitAccepted();
            viewer.awaitAccepted();
            gateway.create(false);
            viewer.await("environment.updated");
            narrow.send(Frame.Request.of("p", "ping", Map.of()));
            narrow.await("ping");
            assertTrue(narrow.received.stream()
                    .noneMatch(frame -> frame.path("type").asString().equals("environment.updated")));
        }
    }

    private static FakeNode connect(String token, String role) {
        return FakeNode.direct(gateway.gateway.uri(), token, DeviceIdentity.generate(), role);
    }
}
