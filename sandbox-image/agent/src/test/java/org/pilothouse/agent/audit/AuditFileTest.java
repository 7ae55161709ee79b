package org.pilothouse.agent.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.audit.AuditLog.Action;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

class AuditFileTest {
    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T02:03:04Z"), ZoneOffset.UTC);

    private static Action action(String path) {
        return new Action(
                "token", "http", "POST /v1/desktop/mouse/click", path, "ok", 200, Duration.ofNanos(1_234_000));
    }

    @Test
    void writesOneLineForEachActionForItsUserAlone() throws Exception {
        Path file = folder.resolve("state/audit.jsonl");
        AuditFile audit = new AuditFile(file, clock);
        audit.record(action("/v1/desktop/mouse/click"));
        audit.record(new Action("node", "node", "keyboard", "keyboard", "task_failed", null, Duration.ofMillis(3)));
        audit.close();
        List<String> lines = Files.readAllLines(file);
        assertEquals(
                "{\"at\":\"2026-11-21T02:03:04Z\",\"n\":1,\"who\":\"token\",\"face\":\"http\","
                        + "\"what\":\"POST /v1/desktop/mouse/click\",\"path\":\"/v1/desktop/mouse/click\","
                        + "\"outcome\":\"ok\",\"status\":200,\"ms\":1.23}",
                lines.getFirst());
        assertTrue(lines.get(1).contains("\"outcome\":\"task_failed\",\"ms\":3.0"), lines.get(1));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        AuditFile next = new AuditFile(file, clock);
        next.record(action("/again"));
        next.close();
        assertEquals(3, Files.readAllLines(file).size());
    }

    @Test
    void aCallerCannotBreakOrFillALine() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        AuditFile audit = new AuditFile(file, clock);
        audit.record(action("/a\n{\"at\":\"forged\"}" + "x".repeat(100_000)));
        audit.close();
        List<String> lines = Files.readAllLines(file);
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().length() < 1000);
        JsonNode line = Json.LENIENT.readTree(lines.getFirst());
        assertTrue(line.path("path").asString().startsWith("/a\n{"));
    }

    @Test
    void rotatesAndKeepsAFew() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        byte[] full = new byte[AuditFile.FILE_BYTES];
        for (int i = 0; i < 6; i++) {
            Files.write(file, full);
            AuditFile audit = new AuditFile(file, clock);
            audit.record(action("/" + i));
            audit.close();
            assertEquals(1, Files.readAllLines(file).size());
        }
        try (var files = Files.list(folder)) {
            assertEquals(1 + AuditFile.KEPT_FILES, files.count());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenHoldsNobodyUp() throws Exception {
        Path file = Files.createFile(folder.resolve("file")).resolve("audit.jsonl");
        AuditFile audit = new AuditFile(file, clock);
        for (int i = 0; i < 20_000; i++) {
            audit.record(action("/x"));
        }
        Files.delete(folder.resolve("file"));
        audit.close();
    }
}
