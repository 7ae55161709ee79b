package org.pilothouse.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContainerLogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ContainerLog log = new ContainerLog(out);

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLineHasTimeSourceAndText() {
        log.line(Instant.parse("2026-11-21T02:03:04.005Z"), "xvnc", "hello");
        assertEquals("2026-11-21T02:03:04.005Z xvnc hello\n", written());
    }

    @Test
    void noProgramCanFakeALineOfAnother() {
        log.line("panel", "one\n2026-11-21T02:03:04.005Z agent INFO two\u001b[31m");
        assertEquals(1, written().lines().count());
        assertTrue(written().contains("one\\x0a2026"), written());
        assertTrue(written().contains("\\x1b[31m"), written());
    }

    @Test
    void aLongLineIsCutAndSaysSo() {
        log.line("panel", "a".repeat(5000));
        assertTrue(written().endsWith("a … (3000 characters more)\n"), written());
    }
}
