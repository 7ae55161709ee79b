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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.log.LogEntry.Stream;

class LogTailTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path file;
    private LogTail tail;

    @BeforeEach
    void begin() throws IOException {
        file = LogTail.file(folder, "xvnc", Stream.STDOUT);
        Files.writeString(file, "");
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
    void copiesWholeLinesWithTheirSource() throws Exception {
        append("erste Zeile\nzweite Zeil");
        await(() -> written().contains("erste"));
        assertFalse(written().contains("zweite"), "half a line");
        append("e mit ü\n");
        await(() -> written().contains("xvnc zweite Zeile mit ü\n"));
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

    private ProcessLog kept() throws IOException {
        return tail.log("xvnc").orElseThrow();
    }

    private void awaitLines(long count) throws Exception {
        await(() -> {
            try {
                return tail.log("xvnc").map(ProcessLog::lastSequence).orElse(0L) >= count;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void keepsNumberedLinesOfBothStreams() throws Exception {
        assertTrue(tail.log("nobody").isEmpty());
        append("one\ntwo\n");
        awaitLines(2);
        Files.writeString(LogTail.file(folder, "xvnc", Stream.STDERR), "oh\n");
        awaitLines(3);
        assertEquals(List.of("one", "two", "oh"), texts(kept().since(0, 100, e -> true)));
        assertEquals(List.of("two", "oh"), texts(kept().tail(2, e -> true)));
        assertEquals(List.of("oh"), texts(kept().tail(9, e -> e.stream() == Stream.STDERR)));
        assertEquals(List.of("oh"), texts(kept().since(2, 100, e -> true)));
        assertEquals(3, kept().tail(1, e -> true).getFirst().sequence());
    }

    @Test
    void anotherAgentGoesOnWhereThisOneEnded() throws Exception {
        append("one\ntwo\nhal");
        awaitLines(2);
        tail.close();
        append("f\nwritten while there was no agent\n");
        tail = new LogTail(folder, new ContainerLog(out));
        awaitLines(4);
        assertEquals(
                List.of("one", "two", "half", "written while there was no agent"),
                texts(kept().since(0, 100, e -> true)));
        assertEquals(4, kept().lastSequence());
    }

    @Test
    void followsAndResumesAfterABreak() throws Exception {
        append("one\n");
        awaitLines(1);
        LogFollower follower = kept().follow(0);
        assertEquals(List.of("one"), texts(follower.next(Duration.ofSeconds(10))));
        assertEquals(List.of(), follower.next(Duration.ofMillis(10)));
        append("two\nthree\n");
        awaitLines(3);
        assertEquals(
                List.of("two", "three"),
                texts(kept().follow(follower.sequence()).next(Duration.ofSeconds(10))));
    }

    @Test
    void rotatesAndASlowReaderOnlyMissesWhatIsGone() throws Exception {
        append("first\n");
        awaitLines(1);
        LogFollower slow = kept().follow(0);
        ProcessLog log = kept();
        String line = "x".repeat(1000);
        for (int i = 0; i < 2000; i++) {
            log.append(Stream.STDOUT, line, 6);
        }
        List<LogEntry> next = slow.next(Duration.ofSeconds(1));
        assertTrue(next.getFirst().sequence() > 1, "the oldest are gone");
        List<LogEntry> all = new ArrayList<>(next);
        while (!(next = slow.next(Duration.ZERO)).isEmpty()) {
            assertEquals(all.getLast().sequence() + 1, next.getFirst().sequence());
            all.addAll(next);
        }
        assertEquals(2001, all.getLast().sequence());
        try (var files = Files.list(folder)) {
            assertEquals(
                    ProcessLog.KEPT_FILES,
                    files.filter(f -> f.toString().endsWith(".journal")).count());
        }
    }

    private static List<String> texts(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::text).toList();
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
