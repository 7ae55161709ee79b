package org.pilothouse.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path file;
    private LogTail tail;

    @BeforeEach
    void begin() throws IOException {
        file = LogTail.file(folder, "xvnc");
        Files.writeString(file, "from before\n");
        tail = new LogTail(folder, new ContainerLog(out));
    }

    @AfterEach
    void end() throws IOException {
        tail.close();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 10 s");
            Thread.sleep(5);
        }
    }

    @Test
    void copiesWholeLinesFromTheEndOnWithTheirSource() throws Exception {
        append("erste Zeile\nzweite Zeil");
        await(() -> written().contains("erste"));
        assertFalse(written().contains("zweite"), "half a line");
        append("e mit ü\n");
        await(() -> written().contains("xvnc zweite Zeile mit ü\n"));
        assertFalse(written().contains("before"));
    }

    @Test
    void emptiesAFileThatHasGrown() throws Exception {
        append("x".repeat(1000).concat("\n").repeat(300));
        await(() -> written().lines().count() >= 100 && file.toFile().length() < LogTail.MAX_FILE);
        Thread.sleep(1100);
        append("still here\n");
        await(() -> written().contains("still here"));
    }

    @Test
    void aFloodIsCutShortAndCounted() throws Exception {
        append("flood\n".repeat(5000));
        await(() -> written().lines().filter(l -> l.endsWith("flood")).count() >= LogTail.MAX_LINES_PER_SECOND);
        Thread.sleep(1100);
        append("after\n");
        await(() -> written().contains("after"));
        assertTrue(written().contains("lines left out"), "says how many are missing");
        assertTrue(written().lines().count() < 1000);
    }

    @Test
    void aBudgetCountsWhatItHeldBack() {
        LineBudget budget = new LineBudget(2);
        assertEquals(0, budget.skippedBefore(0));
        assertEquals(0, budget.skippedBefore(1));
        assertEquals(-1, budget.skippedBefore(2));
        assertEquals(-1, budget.skippedBefore(3));
        assertEquals(2, budget.skippedBefore(2_000_000_000L));
        assertEquals(0, budget.skippedBefore(2_000_000_001L));
    }
}
