package org.pilothouse.agent.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.exec.ExecException.Problem;

class RunTest extends ExecTest {
    private RunResult run(String script) throws Exception {
        return processes.run(sh(script), LONG, null);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void answersWhatTheProgramSaidAndHowItEnded() throws Exception {
        RunResult result = run("echo out; echo err >&2; exit 7");
        assertEquals(7, result.exitCode());
        assertEquals("out\n", text(result.stdout()));
        assertEquals("err\n", text(result.stderr()));
        assertFalse(result.timedOut() || result.stdoutTruncated() || result.stderrTruncated());
        assertEquals(128 + 9, run("kill -9 $$").exitCode());
        assertEquals("", text(run("cat").stdout()), "the standard input is empty");
    }

    @Test
    void wordsAreNotReadByAShellAndFolderAndVariablesCount() throws Exception {
        Command command = new Command("printf", List.of("%s|", "a b", "$HOME", "*"), Path.of("/"), Map.of());
        assertEquals("a b|$HOME|*|", text(processes.run(command, LONG, null).stdout()));
        Command where = new Command("sh", List.of("-c", "pwd; echo $A"), Path.of("/usr"), Map.of("A", "ä"));
        assertEquals("/usr\nä\n", text(processes.run(where, LONG, null).stdout()));
        assertEquals(temp.resolve("home") + "\n", text(run("pwd").stdout()));
    }

    @Test
    void theAgentsOwnVariablesAreNotHandedOn() throws Exception {
        List<String> names = text(run("env").stdout())
                .lines()
                .map(l -> l.split("=", 2)[0])
                .sorted()
                .toList();
        assertEquals(List.of("HOME", "LANG", "PATH", Programs.MARK, "PWD"), names);
    }

    @Test
    void whatEndsInTimeIsNotHeldUpAndWhatDoesNotIsEndedWithItsChildren() throws Exception {
        Path pids = temp.resolve("pids");
        RunResult result = processes.run(
                sh("trap '' TERM; sleep 60 & echo $! $$ > " + pids + "; echo begun; wait"),
                Duration.ofMillis(700),
                null);
        assertTrue(result.timedOut());
        assertNull(result.exitCode());
        assertEquals("begun\n", text(result.stdout()));
        for (String pid : Files.readString(pids).strip().split(" ")) {
            await(() -> !alive(Long.parseLong(pid)), () -> "the end of " + pid);
        }
    }

    @Test
    void whatARunLeavesBehindEndsWithIt() throws Exception {
        Path pid = temp.resolve("pid");
        RunResult result = run("sleep 60 & echo $! > " + pid + "; echo done");
        assertEquals(0, result.exitCode());
        assertEquals("done\n", text(result.stdout()));
        assertTrue(result.duration().compareTo(Duration.ofSeconds(20)) < 0);
        long left = Long.parseLong(Files.readString(pid).strip());
        await(() -> !alive(left), () -> "the end of " + left);
    }

    @Test
    void outputBeyondTheLimitIsCutAndSaidSo() throws Exception {
        RunResult result = processes.run(sh("head -c 3000000 /dev/zero | tr '\\0' x; echo e >&2"), LONG, 1000);
        assertEquals(1000, result.stdout().length);
        assertTrue(result.stdoutTruncated());
        assertFalse(result.stderrTruncated());
        assertEquals(0, result.exitCode());
        RunResult flood = processes.run(Command.of("yes"), Duration.ofMillis(500), null);
        assertTrue(flood.timedOut() && flood.stdoutTruncated());
        assertEquals(processes.limits().maxOutputBytes(), flood.stdout().length);
    }

    @Test
    void whatCannotBeMeantIsRefusedByName() {
        refused(Problem.INVALID, "command must not be empty", () -> processes.run(Command.of(" "), null, null));
        refused(Problem.INVALID, "no program 'ghost'", () -> processes.run(Command.of("ghost"), null, null));
        refused(Problem.INVALID, "cannot be executed", () -> processes.run(Command.of("/etc/passwd"), null, null));
        refused(Problem.INVALID, "zero character", () -> processes.run(Command.of("ls", "a\0b"), null, null));
        refused(
                Problem.INVALID,
                "cwd is '/ghost'",
                () -> processes.run(new Command("ls", List.of(), Path.of("/ghost"), Map.of()), null, null));
        refused(
                Problem.INVALID,
                "env has the name 'A=B'",
                () -> processes.run(new Command("ls", List.of(), null, Map.of("A=B", "c")), null, null));
        refused(Problem.INVALID, "timeoutMs is 0", () -> processes.run(Command.of("ls"), Duration.ZERO, null));
        refused(
                Problem.INVALID,
                "timeoutMs is 300001",
                () -> processes.run(Command.of("ls"), Duration.ofMillis(300_001), null));
        refused(Problem.INVALID, "maxOutputBytes is 0", () -> processes.run(Command.of("ls"), null, 0));
    }

    @Test
    void hundredsOfShortRunsAtOnceLeaveNothingBehind() throws Exception {
        run("true");
        long before = descriptors();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Callable<RunResult>> calls = IntStream.range(0, 400)
                    .<Callable<RunResult>>mapToObj(i -> () -> run("echo " + i + "; exit " + i % 100))
                    .toList();
            List<Future<RunResult>> results = callers.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                assertEquals(i % 100, results.get(i).get().exitCode());
                assertEquals(i + "\n", text(results.get(i).get().stdout()));
            }
        }
        assertEquals(
                0,
                ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .count());
        await(() -> descriptors() <= before + 2, () -> descriptors() + " descriptors, before " + before);
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
