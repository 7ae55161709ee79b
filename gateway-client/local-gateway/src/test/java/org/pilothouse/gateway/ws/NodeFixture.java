package org.pilothouse.gateway.ws;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** A gateway over an engine in memory, and agents that speak through its relays. */
abstract class NodeFixture {

    protected final FakeEngine engine = new FakeEngine();
    protected final BlockingQueue<FakeExec> relays = new LinkedBlockingQueue<>();
    protected final DeviceIdentity identity = DeviceIdentity.generate();

    @TempDir
    Path state;

    protected TestGateway gateway;

    @BeforeEach
    void start() {
        engine.programs = (container, command) -> {
            FakeExec exec = new FakeExec();
            if (command.toString().contains("gateway.sock")) {
                relays.add(exec);
            }
            return exec;
        };
        gateway = TestGateway.start(
                state, engine, c -> c.withTimes(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5)));
        // what the policy has to do with it is looked at elsewhere
        gateway.call(
                "PUT", "/policy", "{\"expected_revision\":1,\"rules\":[{\"rule_id\":\"all\",\"decision\":\"allow\"}]}");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    protected FakeNode connect() throws InterruptedException {
        return FakeNode.through(relays.poll(10, TimeUnit.SECONDS), identity);
    }

    /** An agent that the gateway counts as connected, which is a moment after its handshake was answered. */
    protected FakeNode connected() throws InterruptedException {
        FakeNode node = connect().awaitAccepted();
        TestGateway.await("the agent is connected", () -> {
            for (JsonNode info : gateway.get("/nodes").body().path("nodes")) {
                if (info.path("node_id").asString("").equals(identity.deviceId())) {
                    return info.path("connected").asBoolean();
                }
            }
            return false;
        });
        return node;
    }

    protected Reply dispatch(String capability, String action, String call) {
        return gateway.post(
                "/nodes/" + identity.deviceId() + "/capabilities/" + capability + "/actions/" + action + "/dispatch",
                call);
    }

    protected static Frame ok(JsonNode task, Object result) {
        return new Frame.Success(
                task.path("request_id").asString(), NodeMessages.TASK_EXECUTE, true, Json.LENIENT.valueToTree(result));
    }
}
