package org.pilothouse.agent.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.exec.ExecException.Problem;
import org.pilothouse.agent.exec.LogEntry.Stream;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.exec.ProcessRequest.Owner;
import org.pilothouse.agent.exec.ProcessRequest.RestartPolicy;

class UserProcessesTest extends ExecTest {
    private static final Input SCREEN = new Input.Terminal(100, 30);

    @Test
    void aProcessRunsSpeaksAndEnds() throws Exception {
        ProcessInfo started = start("echo out; echo err >&2; exit 3", NONE);
        assertEquals("proc_1", started.id());
        ProcessInfo ended = processes.await(started.id(), LONG);
        assertFalse(ended.running());
        assertEquals(3, ended.exitCode());
        assertNull(ended.pid());
        assertNull(ended.signal());
        assertNotNull(ended.exitedAt());
        assertEquals("out\n", text("proc_1", Stream.STDOUT));
        assertEquals("err\n", text("proc_1", Stream.STDERR));
        processes.remove("proc_1");
        refused(Problem.NOT_FOUND, "no process 'proc_1'", () -> processes.get("proc_1"));
        assertEquals("proc_2", start("true", NONE).id(), "numbers are not used again");
    }

    @Test
    void itsWholeGroupIsSignalled() throws Exception {
        ProcessInfo info = start("sleep 60 & echo $!; wait", NONE);
        awaitText(info.id(), "\n");
        long child = Long.parseLong(text(info.id()).strip());
        ProcessInfo ended = processes.stop(info.id(), LONG);
        assertEquals(128 + 15, ended.exitCode());
        assertEquals(15, ended.signal());
        await(() -> !alive(child), () -> "the end of its child");
        refused(Problem.CONFLICT, "has ended", () -> processes.signal(info.id(), 1));
        assertEquals(15, processes.stop(info.id(), LONG).signal(), "again is no mistake");
    }

    @Test
    void whatIgnoresTermIsKilledWithWhatLeftItsGroup() throws Exception {
        ProcessInfo info = start("trap '' TERM; setsid sleep 60 & echo $!; while :; do sleep 1; done", NONE);
        awaitText(info.id(), "\n");
        long astray = Long.parseLong(text(info.id()).strip());
        assertTrue(processes.stop(info.id(), Duration.ofMillis(300)).running());
        refused(Problem.CONFLICT, "is running", () -> processes.remove(info.id()));
        ProcessInfo ended = processes.kill(info.id(), LONG);
        assertEquals(9, ended.signal());
        assertEquals(137, ended.exitCode());
        await(() -> !alive(astray), () -> "the end of what had left");
    }

    @Test
    void itReadsWhatItIsSent() throws Exception {
        ProcessInfo info = start("cat; echo end", PIPE);
        assertEquals(6, processes.input(info.id(), "hello\n".getBytes(StandardCharsets.UTF_8)));
        awaitText(info.id(), "hello\n");
        byte[] much = "0123456789abcde\n".repeat(4096).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5; i++) {
            processes.input(info.id(), much);
        }
        processes.closeInput(info.id());
        assertEquals(0, processes.await(info.id(), LONG).exitCode());
        assertEquals(6 + 5 * much.length + 4, text(info.id()).length());
        refused(Problem.CONFLICT, "has ended", () -> processes.input(info.id(), much));
        refused(Problem.TOO_LARGE, "at most 65536", () -> processes.input(info.id(), new byte[65_537]));
    }

    @Test
    void whatDoesNotReadIsSaidAndHoldsNobodyUp() throws Exception {
        ProcessInfo deaf = start("sleep 60", PIPE);
        processes.input(deaf.id(), new byte[65_536]);
        ProcessInfo other = start("cat", PIPE);
        Thread blocked = Thread.ofVirtual()
                .start(() -> refused(
                        Problem.TIMED_OUT, "does not read on", () -> processes.input(deaf.id(), new byte[100])));
        processes.input(other.id(), "hi\n".getBytes(StandardCharsets.UTF_8));
        awaitText(other.id(), "hi");
        blocked.join();
        ProcessInfo none = start("sleep 60", NONE);
        refused(Problem.CONFLICT, "without a standard input", () -> processes.input(none.id(), new byte[1]));
        refused(Problem.CONFLICT, "no terminal", () -> processes.resize(none.id(), 80, 24));
    }

    @Test
    void aTerminalIsOneAndItsSizeCanBeChanged() throws Exception {
        ProcessInfo info =
                start("trap 'echo new size; stty size' WINCH; tty; stty size; echo $TERM; cat; echo bye", SCREEN);
        awaitText(info.id(), "xterm-256color");
        assertTrue(text(info.id()).contains("/dev/pts/"), text(info.id()));
        assertTrue(text(info.id()).contains("30 100"), text(info.id()));
        assertFalse(processes.logs(info.id(), List.of(Stream.PTY), 0, null).isEmpty());
        processes.input(info.id(), "tippen\n".getBytes(StandardCharsets.UTF_8));
        awaitText(info.id(), "tippen\r\ntippen\r\n");
        processes.resize(info.id(), 132, 43);
        // The shell runs its trap once cat has ended.
        processes.closeInput(info.id());
        assertEquals(0, processes.await(info.id(), LONG).exitCode());
        assertTrue(text(info.id()).contains("new size\r\n43 132"), text(info.id()));
        assertTrue(text(info.id()).contains("bye"), text(info.id()));
        refused(Problem.INVALID, "cols is 0", () -> start("true", new Input.Terminal(0, 5)));
        refused(Problem.INVALID, "rows is 1001", () -> start("true", new Input.Terminal(5, 1001)));
        refused(Problem.CONFLICT, "has ended", () -> processes.resize(info.id(), 80, 24));
    }

    @Test
    void controlCEndsWhatRunsOnATerminal() throws Exception {
        // No shell: between two commands it may take the signal for itself and go on.
        ProcessInfo info = processes.start(ProcessRequest.of(Command.of("cat"), SCREEN));
        processes.input(info.id(), "ready\n".getBytes(StandardCharsets.UTF_8));
        awaitText(info.id(), "ready\r\nready");
        processes.input(info.id(), new byte[] {3});
        assertEquals(2, processes.await(info.id(), LONG).signal());
    }

    @Test
    void theLogIsLimitedAndASlowReaderMissesTheMiddleOnly() throws Exception {
        processes.limits(new ExecLimits(64, 30_000, 300_000, 1 << 20, 256 << 10, 64 << 10));
        ProcessInfo info = start("echo first; yes | head -c 30000000; echo last", NONE);
        LogFollower slow = processes.follow(info.id(), List.of(), 0);
        List<LogEntry> seen = new ArrayList<>(slow.next(LONG));
        processes.await(info.id(), LONG);
        for (List<LogEntry> more = slow.next(LONG); more != null; more = slow.next(LONG)) {
            seen.addAll(more);
        }
        for (int i = 1; i < seen.size(); i++) {
            assertTrue(seen.get(i).sequence() > seen.get(i - 1).sequence());
        }
        assertTrue(new String(seen.getLast().data(), StandardCharsets.UTF_8).endsWith("last\n"));
        assertTrue(
                seen.getLast().sequence() >= 900,
                "numbers count what was dropped: " + seen.getLast().sequence());
        try (var files = Files.walk(temp.resolve("state").resolve(info.id()))) {
            long size = files.mapToLong(f -> f.toFile().isFile() ? f.toFile().length() : 0)
                    .sum();
            assertTrue(size < 300 << 10, size + " bytes");
        }
        List<LogEntry> tail = processes.logs(info.id(), List.of(), 0, 2);
        assertEquals(2, tail.size());
        assertEquals(seen.getLast().sequence(), tail.getLast().sequence());
        assertEquals(
                1,
                processes
                        .logs(info.id(), List.of(), tail.getFirst().sequence(), null)
                        .size());
    }

    @Test
    void whatEndsByItselfIsStartedAgainWhereSaidSo() throws Exception {
        ProcessInfo info = processes.start(new ProcessRequest(
                sh("echo life; exit 1"),
                NONE,
                false,
                Owner.SYSTEM,
                RestartPolicy.ON_FAILURE,
                ResourceLimits.NONE,
                null));
        await(() -> processes.get(info.id()).restarts() >= 2, () -> "two restarts");
        processes.stop(info.id(), LONG);
        assertFalse(processes.get(info.id()).running());
        int restarts = processes.get(info.id()).restarts();
        assertTrue(text(info.id()).lines().count() >= restarts);
        ProcessInfo once = processes.start(new ProcessRequest(
                sh("exit 0"), NONE, false, Owner.USER, RestartPolicy.ON_FAILURE, ResourceLimits.NONE, null));
        assertEquals(0, processes.await(once.id(), LONG).restarts());
        assertEquals(restarts, processes.get(info.id()).restarts(), "stopped means stopped");
        assertEquals(
                List.of(info.id()),
                processes.list(i -> i.request().owner() == Owner.SYSTEM).stream()
                        .map(ProcessInfo::id)
                        .toList());
    }

    @Test
    void limitsHold() throws Exception {
        ResourceLimits limits = new ResourceLimits(200L << 20, 1, 64, 1000L);
        ProcessInfo info = processes.start(new ProcessRequest(
                sh("ulimit -v; ulimit -t; ulimit -n; ulimit -f"),
                NONE,
                false,
                Owner.USER,
                RestartPolicy.NEVER,
                limits,
                null));
        processes.await(info.id(), LONG);
        assertEquals("204800\n1\n64\n1\n", text(info.id()));
        ProcessInfo brief = processes.start(new ProcessRequest(
                sh("sleep 60"),
                NONE,
                false,
                Owner.USER,
                RestartPolicy.ALWAYS,
                ResourceLimits.NONE,
                Duration.ofMillis(200)));
        assertEquals(9, processes.await(brief.id(), LONG).signal());
        processes.limits(new ExecLimits(1, 30_000, 300_000, 1 << 20, 1 << 20, 64 << 10));
        start("sleep 60", NONE);
        refused(Problem.CONFLICT, "limit", () -> start("true", NONE));
        refused(
                Problem.INVALID,
                "maxConcurrentProcesses is 0",
                () -> processes.limits(new ExecLimits(0, 1, 1, 1, 1 << 20, 1)));
        assertEquals(
                500,
                processes.limits(new ExecLimits(9, 9000, 500, 1, 1 << 20, 1)).defaultRunTimeoutMs());
    }

    @Test
    void whatCannotBeStartedLeavesNothing() throws Exception {
        refused(
                Problem.INVALID,
                "no program 'ghost'",
                () -> processes.start(ProcessRequest.of(Command.of("ghost"), NONE)));
        Path notAProgram = Files.writeString(temp.resolve("x"), "#!/no/such/interpreter\n");
        notAProgram.toFile().setExecutable(true);
        refused(
                Problem.FAILED,
                "cannot start",
                () -> processes.start(ProcessRequest.of(Command.of(notAProgram.toString()), NONE)));
        assertEquals(List.of(), processes.list(i -> true));
        try (var left = Files.list(temp.resolve("state"))) {
            assertEquals(
                    List.of("keeper"), left.map(f -> f.getFileName().toString()).toList());
        }
    }

    @Test
    void theNextAgentTakesOverWhatRunsAndKnowsWhatEndedMeanwhile() throws Exception {
        ProcessInfo running = start("echo before; cat; echo after; exit 5", PIPE);
        ProcessInfo screen = start("cat", SCREEN);
        ProcessInfo brief = start("sleep 0.3; exit 4", NONE);
        awaitText(running.id(), "before");
        processes.close();
        assertTrue(alive(running.pid()));

        processes = again();
        assertEquals(running.pid(), processes.get(running.id()).pid());
        assertEquals(running.request(), processes.get(running.id()).request());
        assertEquals(running.createdAt(), processes.get(running.id()).createdAt());
        assertEquals(4, processes.await(brief.id(), LONG).exitCode());
        processes.input(running.id(), "words\n".getBytes(StandardCharsets.UTF_8));
        processes.closeInput(running.id());
        assertEquals(5, processes.await(running.id(), LONG).exitCode());
        assertEquals("before\nwords\nafter\n", text(running.id()));
        processes.resize(screen.id(), 50, 20);
        processes.input(screen.id(), "there\n".getBytes(StandardCharsets.UTF_8));
        awaitText(screen.id(), "there\r\nthere");
        assertEquals("proc_4", start("true", NONE).id());
    }

    @Test
    void aKilledKeeperTakesItsProcessWithIt() throws Exception {
        ProcessInfo info = start("sleep 60", NONE);
        long keeper = ProcessHandle.of(info.pid())
                .orElseThrow()
                .parent()
                .orElseThrow()
                .pid();
        new ProcessBuilder("kill", "-9", Long.toString(keeper)).start().waitFor();
        ProcessInfo ended = processes.await(info.id(), LONG);
        assertFalse(ended.running());
        assertNull(ended.exitCode());
        await(() -> !alive(info.pid()), () -> "the end of the process");
    }

    @Test
    void stoppingAllTakesNoLongerThanAsked() throws Exception {
        ProcessInfo stubborn = start("trap '' TERM; while :; do sleep 1; done", NONE);
        ProcessInfo meek = start("sleep 60", NONE);
        processes.stopAll(Duration.ofMillis(500));
        assertEquals(15, processes.await(meek.id(), LONG).signal());
        assertEquals(9, processes.await(stubborn.id(), LONG).signal());
    }
}
