package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** A run that leaves the gateway as a file. */
class RunExportTest {
    private static final String EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\\u202e\\\"'&";

    @TempDir
    Path state;

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] export(RunFixture world, String runId, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(world.gateway.uri("/runs/" + runId + "/export" + query))
                .header("Authorization", "Bearer " + world.gateway.gateway.token())
                .build();
        HttpResponse<byte[]> response = world.gateway.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/zip", response.headers().firstValue("content-type").orElse(""));
        return response.body();
    }

    private static String finished(RunFixture world) {
        String runId = world.start(
                "{\"type\":\"Desktop\",\"args\":{\"op\":\"screenshot\",\"display\":\"primary\"}}",
                "{\"type\":\"Desktop\",\"args\":{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"" + EVIL
                        + "\"},\"motivation\":\"" + EVIL + "\"}");
        JsonNode approval = world.awaitApproval();
        world.respond(approval, "{\"decision\":\"approved\",\"reason\":\"" + EVIL + "\"}", "Anna");
        world.awaitStatus(runId, "succeeded");
        return runId;
    }

    @Test
    void allThatIsAskedForIsInItAndIsWhatItSays() throws Exception {
        try (RunFixture world = RunFixture.start(state)) {
            String runId = finished(world);
            Map<String, byte[]> files = unzip(export(world, runId, "?sensitive=true"));
            assertTrue(
                    files.keySet().stream().anyMatch(name -> name.startsWith("artifacts/") && name.endsWith(".png")));
            for (String line : text(files, "SHA256SUMS").lines().toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(files.get(line.substring(66)));
                assertEquals(line.substring(0, 64), HexFormat.of().formatHex(hash), line);
            }
            assertEquals(files.size() - 1, text(files, "SHA256SUMS").lines().count());
            JsonNode run = Json.LENIENT.readTree(files.get("run.json"));
            assertEquals(runId, run.path("workflow_run_id").asString());
            assertEquals(2, run.path("steps").size());
            assertEquals(1, Json.LENIENT.readTree(files.get("approvals.json")).size());
            assertFalse(text(files, "approvals.json").contains("resume_token"));
            JsonNode activities = world.get("/activity").body().path("activities");
            assertTrue(activities
                    .valueStream()
                    .anyMatch(entry -> entry.path("action").asString().equals("run.exported")
                            && entry.at("/detail/sensitive").asBoolean()));
            assertTrue(activities
                    .valueStream()
                    .anyMatch(entry -> entry.path("action").asString().equals("artifact.read")));
        }
    }

    @Test
    void whatIsSensitiveStaysUnlessAskedFor() throws Exception {
        try (RunFixture world = RunFixture.start(state)) {
            Map<String, byte[]> files = unzip(export(world, finished(world), ""));
            assertTrue(files.keySet().stream().noneMatch(name -> name.startsWith("artifacts/")), files.keySet() + "");
            assertTrue(text(files, "index.html").contains("sensitive, and not asked for"));
            assertTrue(text(files, "artifacts.json").contains("absent_because"));
            assertFalse(text(files, "index.html").contains("<img"));
        }
    }

    @Test
    void thePageRunsNothingAndLoadsNothingFromElsewhere() throws Exception {
        try (RunFixture world = RunFixture.start(state)) {
            String html = text(unzip(export(world, finished(world), "?sensitive=true")), "index.html");
            assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "what an agent wrote is text");
            assertFalse(html.contains("<script"));
            assertFalse(html.contains("onerror=alert(2)>"));
            assertFalse(html.contains("\u202e"), "nothing turns the direction of the text");
            assertFalse(html.matches("(?s).*(src|href)=\"(?!artifacts/)[^\"]*\".*"), "only files beside it");
            assertTrue(html.contains("default-src 'none'"));
        }
    }

    @Test
    void aDamagedArtifactIsSaidToBeAndTheRestIsThere() throws Exception {
        try (RunFixture world = RunFixture.start(state)) {
            String runId = finished(world);
            String sha = "";
            for (JsonNode artifact :
                    world.get("/runs/" + runId + "/artifacts").body().path("artifacts")) {
                sha = artifact.path("kind").asString().equals("screenshot")
                        ? artifact.path("sha256").asString()
                        : sha;
            }
            Files.writeString(
                    state.resolve("artifacts/sha256/" + sha.substring(0, 2) + "/" + sha.substring(2)), "other");
            Map<String, byte[]> files = unzip(export(world, runId, "?sensitive=true"));
            assertTrue(text(files, "artifacts.json").contains("were changed"));
            assertTrue(files.containsKey("index.html"));
        }
    }

    @Test
    void wrongQuestionsAreRefused() throws Exception {
        try (RunFixture world = RunFixture.start(state)) {
            assertEquals(404, world.get("/runs/nope/export").status());
            assertEquals(400, world.get("/runs/nope/export?sensitive=perhaps").status());
        }
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
