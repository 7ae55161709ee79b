package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** A gateway's process is killed (-9) after a decision; the next one neither forgets nor repeats it. */
@Tag("engine")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RunKillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private String environmentId = "none";
    private Process process;
    private URI uri;
    private String token;

    @BeforeEach
    void prepare() throws Exception {
        Files.createFile(directory.resolve("journal"));
    }

    @AfterEach
    void cleanUp() throws Exception {
        process.destroyForcibly().waitFor();
        http.close();
    }

    @Test
    void killedBetweenDecisionAndDispatch() throws Exception {
        serve("query");
        String runId = start();
        approve();
        process.destroyForcibly().waitFor();
        assertEquals(0, acts(), "the look before the act was not answered, so nothing was done");

        serve("none");
        awaitRun(runId, "succeeded");
        assertEquals(1, acts(), "dispatched exactly once");
    }

    @Test
    void killedBetweenDispatchAndResult() throws Exception {
        serve("act");
        String runId = start();
        approve();
        await("the act is under way", PATIENCE, () -> acts() == 1);
        process.destroyForcibly().waitFor();

        serve("none");
        awaitRun(runId, "paused");
        await("it asks", PATIENCE, () -> waiting().size() == 1);
        assertEquals("retry", waiting().get(0).path("kind").asString());
        assertEquals(1, acts(), "not repeated by itself");
        approve();
        awaitRun(runId, "succeeded");
        assertEquals(2, acts());
    }

    private void serve(String silentAt) throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledGateway.class.getName(),
                        directory.toString(),
                        directory.resolve("journal").toString(),
                        silentAt,
                        environmentId)
                .redirectError(directory.resolve("serve.log").toFile())
                .start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.startsWith("ready ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new AssertionError(Files.readString(directory.resolve("serve.log")));
        }
        String[] said = line.split(" ");
        uri = URI.create(said[1]);
        token = said[2];
        environmentId = said[3];
    }

    private String start() throws Exception {
        String runId = call(
                        "POST",
                        "/workflow/start",
                        "{\"conversation_key\":\"agent:default:main\",\"steps\":[{\"type\":\"Desktop\",\"args\":"
                                + Records.ACT + "}]}")
                .path("workflow_run_id")
                .asString();
        await("an approval", PATIENCE, () -> waiting().size() == 1);
        return runId;
    }

    private void approve() throws Exception {
        String id = waiting().get(0).path("approval_id").asString();
        JsonNode answer = call("POST", "/approvals/" + id + "/respond", "{\"decision\":\"approved\"}");
        assertEquals("approved", answer.at("/approval/status").asString());
    }

    private JsonNode waiting() throws Exception {
        return call("GET", "/approvals", null).path("approvals");
    }

    private void awaitRun(String runId, String status) {
        await("run " + status, PATIENCE, () -> call("GET", "/runs/" + runId, null)
                .at("/run/status")
                .asString()
                .equals(status));
    }

    private long acts() throws Exception {
        return Files.readAllLines(directory.resolve("journal")).size();
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Json.LENIENT.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
