package org.pilothouse.agent.exec;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.exec.ExecException.Problem;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.process.Proc;

/** Processes in a folder of the test's own; all end with it. */
abstract class ExecTest {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Input NONE = new Input.None();
    static final Input PIPE = new Input.Pipe();

    @TempDir
    Path temp;

    UserProcesses processes;

    @BeforeEach
    void open() throws Exception {
        processes = again();
    }

    /** As a new agent would, with what the last one left. */
    UserProcesses again() throws Exception {
        Path home = Files.createDirectories(temp.resolve("home"));
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString(), "LANG", "C.UTF-8");
        return UserProcesses.open(temp.resolve("state"), environment, home);
    }

    @AfterEach
    void endAll() throws Exception {
        for (ProcessInfo info : processes.list(i -> true)) {
            processes.kill(info.id(), LONG);
            processes.remove(info.id());
        }
        processes.close();
    }

    static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    ProcessInfo start(String script, Input input) throws ExecException {
        return processes.start(ProcessRequest.of(sh(script), input));
    }

    String text(String id, LogEntry.Stream... streams) throws ExecException {
        StringBuilder text = new StringBuilder();
        for (LogEntry entry : processes.logs(id, List.of(streams), 0, null)) {
            text.append(new String(entry.data(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    void awaitText(String id, String wanted) throws Exception {
        await(() -> text(id).contains(wanted), () -> "'" + wanted + "' in: " + text(id));
    }

    static void await(Callable<Boolean> condition, Callable<String> what) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what.call());
            }
            Thread.sleep(5);
        }
    }

    static ExecException refused(Problem problem, String part, Executable deed) {
        ExecException refused = assertThrows(ExecException.class, deed);
        assertTrue(
                refused.problem() == problem && refused.getMessage().contains(part),
                refused.problem() + ": " + refused.getMessage());
        return refused;
    }

    /** One that has ended and was not yet reaped, which a busy machine's first process may take long for, is not. */
    static boolean alive(long pid) {
        return new Proc()
                .stat(pid)
                .filter(stat -> stat.state() != 'Z' && stat.state() != 'X')
                .isPresent();
    }
}
