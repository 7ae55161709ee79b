package org.pilothouse.gateway.run;

import static org.pilothouse.gateway.testing.TestGateway.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.pilothouse.gateway.GatewayConfig;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A gateway with one running environment whose agent answers from a script. */
final class RunFixture implements AutoCloseable {
    final FakeEngine engine = new FakeEngine();
    final ScriptedDesktop desktop = new ScriptedDesktop();
    final DeviceIdentity identity;
    TestGateway gateway;
    FakeNode node;
    String environmentId;

    private final BlockingQueue<FakeExec> relays = new LinkedBlockingQueue<>();
    private final Path state;

    RunFixture(Path state, DeviceIdentity identity) {
        this.state = state;
        this.identity = identity;
        engine.programs = (container, command) -> {
            FakeExec exec = new FakeExec();
            if (command.toString().contains("gateway.sock")) {
                relays.add(exec);
            }
            return exec;
        };
    }

    static RunFixture start(Path state) throws Exception {
        RunFixture world = new RunFixture(state, DeviceIdentity.generate());
        world.open(c -> c);
        world.environmentId = world.gateway.create(true);
        world.connect();
        return world;
    }

    static GatewayConfig.RunSettings approvalLife(Duration life) {
        return new GatewayConfig.RunSettings(life, 1L << 30, Duration.ofSeconds(5));
    }

    void open(UnaryOperator<GatewayConfig> change) {
        gateway = TestGateway.start(
                state,
                engine,
                c -> change.apply(c.withTimes(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(20))
                        .withRuns(approvalLife(Duration.ofMinutes(10)))));
    }

    /** The gateway ends and another one goes on; the agent comes back. */
    void restart(UnaryOperator<GatewayConfig> change) {
        node.vanish();
        gateway.close();
        relays.clear();
        open(change);
        try {
            connect();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void connect() throws InterruptedException {
        FakeExec relay = relays.poll(30, TimeUnit.SECONDS);
        node = FakeNode.through(relay, identity);
        node.onTask = desktop;
        node.awaitAccepted();
        node.desktop("active");
        gateway.awaitStatus(environmentId, "running");
    }

    /** Nothing that was begun before may be taken for what comes now. */
    void forgetRelays() {
        relays.clear();
    }

    /** As {@link #connect}, through whichever relay lasts: those of a container that is on its way out do not. */
    void connectPatiently() {
        await("the agent is back and the desktop is up", Duration.ofSeconds(40), () -> {
            FakeExec relay = relays.poll(5, TimeUnit.SECONDS);
            if (relay == null) {
                return gateway.status(environmentId).equals("running");
            }
            FakeNode next = FakeNode.through(relay, identity);
            next.onTask = desktop;
            try {
                next.accepted.get(3, TimeUnit.SECONDS);
            } catch (TimeoutException _) {
                next.close();
                return false;
            }
            node = next;
            next.desktop("active");
            gateway.awaitStatus(environmentId, "running");
            return true;
        });
    }

    String start(String... steps) {
        return startWith("", steps);
    }

    String startWith(String members, String... steps) {
        Reply reply = post(
                "/workflow/start",
                "{\"conversation_key\":\"agent:default:main\"," + members + "\"steps\":[" + String.join(",", steps)
                        + "]}");
        if (reply.status() != 200) {
            throw new AssertionError(reply.raw().body());
        }
        return reply.text("/workflow_run_id");
    }

    Reply get(String path) {
        return gateway.get(path);
    }

    Reply post(String path, String body) {
        return gateway.post(path, body);
    }

    Reply respond(JsonNode approval, String answer, String operator) {
        return gateway.call(
                "POST",
                "/approvals/" + approval.path("approval_id").asString() + "/respond",
                answer,
                Map.of("Authorization", "Bearer " + gateway.gateway.token(), "X-Operator", operator));
    }

    /** Whether a person decided, and nothing waits any more. */
    boolean isDecided() {
        return get("/approvals").body().path("approvals").isEmpty()
                && !get("/approvals?status=approved").body().path("approvals").isEmpty();
    }

    JsonNode run(String runId) {
        return get("/runs/" + runId).body().path("run");
    }

    JsonNode awaitStatus(String runId, String status) {
        AtomicReference<JsonNode> run = new AtomicReference<>();
        await("run " + status, Duration.ofSeconds(20), () -> {
            run.set(run(runId));
            String now = run.get().path("status").asString();
            if (!now.equals(status) && (now.equals("failed") || now.equals("succeeded"))) {
                throw new AssertionError("the run is " + now + ": " + run.get());
            }
            return now.equals(status);
        });
        return run.get();
    }

    JsonNode awaitApproval() {
        AtomicReference<JsonNode> approval = new AtomicReference<>();
        await("an approval", Duration.ofSeconds(20), () -> {
            JsonNode waiting = get("/approvals").body().path("approvals");
            if (waiting.size() == 1) {
                approval.set(waiting.get(0));
            }
            return waiting.size() == 1;
        });
        return approval.get();
    }

    /** The frame with one member changed. */
    static Frame with(Frame frame, String pointer, String member, Object value) {
        ObjectNode json = (ObjectNode) Json.LENIENT.readTree(frame.toJson());
        ((ObjectNode) json.at(pointer)).set(member, Json.LENIENT.valueToTree(value));
        return Json.LENIENT.treeToValue(json, Frame.Success.class);
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        gateway.close();
    }
}
