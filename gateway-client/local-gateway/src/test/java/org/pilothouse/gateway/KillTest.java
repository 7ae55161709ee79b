package org.pilothouse.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.Docker;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** A gateway in a process of its own that is killed (-9) at some moment of a create and of a delete. */
@Tag("engine")
class KillTest {
    private static final int ROUNDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String testId = UUID.randomUUID().toString();
    private final String image = "pilothouse-test/kill:" + testId;
    private final Random random = new Random(20260101);
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private Process process;
    private URI uri;
    private String token;

    @AfterEach
    void cleanUp() throws Exception {
        kill();
        http.close();
        Docker.cleanUp(testId);
        Docker.run("rmi", "-f", image);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void noOrphanAndNoDouble() throws Exception {
        Docker.tinyImage(image);
        for (int round = 0; round < ROUNDS; round++) {
            serve();
            String host =
                    get("/desktop-environment-hosts").at("/hosts/0/host_id").asString();
            String id = call("POST", "/desktop-environments", "{\"host_id\":\"" + host + "\",\"desired_running\":true}")
                    .at("/environment/environment_id")
                    .asString();
            killAfter(random.nextInt(400));

            serve();
            await("the create goes on", PATIENCE, () -> status(id, "/runtime/conditions/3/status")
                    .equals("true"));
            assertEquals(1, Docker.containers(testId).size(), "no double, round " + round);
            assertEquals(1, Docker.volumes(testId).size());
            call("DELETE", "/desktop-environments/" + id, null);
            killAfter(random.nextInt(200));

            serve();
            await(
                    "the delete goes on",
                    PATIENCE,
                    () -> get("/desktop-environments/" + id).path("status").asInt(0) == 404);
            assertTrue(Docker.containers(testId).isEmpty(), "no orphan, round " + round);
            assertTrue(Docker.volumes(testId).isEmpty());
            kill();
        }
    }

    private void serve() throws Exception {
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        Path tokenFile = directory.resolve("token");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Serve.class.getName(),
                        "--state-dir",
                        directory.resolve("state").toString(),
                        "--port",
                        Integer.toString(port),
                        "--token-file",
                        tokenFile.toString(),
                        "--image",
                        image,
                        "--label",
                        Docker.TEST_LABEL + "=" + testId)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("serve.log").toFile())
                .start();
        uri = URI.create("http://127.0.0.1:" + port);
        await("the gateway answers", PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(directory.resolve("serve.log")));
            }
            return healthy();
        });
        token = Files.readString(tokenFile).strip();
    }

    private boolean healthy() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri.resolve("/healthz")).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void killAfter(int millis) throws Exception {
        TimeUnit.MILLISECONDS.sleep(millis);
        kill();
    }

    private void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private String status(String id, String pointer) throws Exception {
        return get("/desktop-environments/" + id)
                .path("environment")
                .at(pointer)
                .asString("");
    }

    private JsonNode get(String path) throws Exception {
        return call("GET", path, null);
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
