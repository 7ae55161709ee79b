package org.pilothouse.agent.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ExecException.Problem;
import org.pilothouse.agent.exec.LogEntry;
import org.pilothouse.agent.exec.LogFollower;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.UserProcesses;

class ShellTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MOST = 1 << 20;

    @TempDir
    Path temp;

    private UserProcesses processes;
    private ShellSessions sessions;
    private Terminals terminals;

    @BeforeEach
    void open() throws Exception {
        Path home = Files.createDirectories(temp.resolve("home"));
        processes = UserProcesses.open(
                temp.resolve("state"), Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString(), "PS1", "$ "), home);
        sessions = new ShellSessions(processes);
        terminals = new Terminals(processes);
    }

    @AfterEach
    void endAll() throws Exception {
        for (ProcessInfo info : processes.list(i -> true)) {
            processes.kill(info.id(), LONG);
            processes.remove(info.id());
        }
        processes.close();
    }

    private CommandOutput run(String command) throws Exception {
        return sessions.output("s", sessions.start("s", command), MOST, LONG);
    }

    private static void refused(Problem problem, Executable deed) {
        assertEquals(problem, assertThrows(ExecException.class, deed).problem());
    }

    @Test
    void aSessionKeepsItsFolderVariablesAndFunctions() throws Exception {
        sessions.create("s");
        assertEquals(
                0,
                run("cd /usr && export GREETING='it''s' && f() { echo \"$GREETING $1\"; }")
                        .exitCode());
        CommandOutput output = run("pwd; f 'a\"b'; echo oops >&2; (exit 7)");
        assertEquals("/usr\nits a\"b\n", output.stdout());
        assertEquals("oops\n", output.stderr());
        assertEquals(7, output.exitCode());
        assertEquals("no end", run("printf 'no end'").stdout());
        assertEquals("", run("cat").stdout(), "commands do not read what is meant for the shell");
        assertEquals("Grüße\n", run("echo Grüße\n").stdout());
        assertEquals("1\n2\n", run("echo 1\necho 2").stdout());
        assertFalse(run("env").stdout().contains("SECRET"));
    }

    @Test
    void slipsDoNotEndASessionAndTheirExitIsTold() throws Exception {
        sessions.create("s");
        for (String slip : List.of("echo 'open", "if", ")", "no-such-program", "cd /ghost", "${bad")) {
            CommandOutput output = run(slip);
            assertTrue(output.exitCode() != 0 && !output.stderr().isEmpty(), slip + " " + output);
        }
        assertEquals("on\n", run("echo on").stdout());
        assertEquals("", run("exec >/dev/null").stdout());
        CommandOutput quiet = run("echo lost; false");
        assertEquals(
                "1 ", quiet.exitCode() + " " + quiet.stdout(), "the end is seen also where the output goes elsewhere");
        CommandOutput last = run("echo bye >&2; exit 3");
        assertEquals(3, last.exitCode());
        assertEquals("bye\n", last.stderr());
        assertFalse(sessions.get("s").running());
        refused(Problem.CONFLICT, () -> sessions.start("s", "echo"));
    }

    @Test
    void commandsInTheBackgroundAreFollowedWhileTheyRun() throws Exception {
        sessions.create("s");
        new ProcessBuilder("mkfifo", temp.resolve("home/go").toString()).start().waitFor();
        String slow = sessions.start("s", "echo one; read x < go; echo two >&2");
        String next = sessions.start("s", "echo three");
        CommandFollower follower = sessions.follow("s", slow);
        List<CommandFollower.Piece> first = follower.next(LONG);
        assertEquals("one\n", new String(first.getFirst().data(), StandardCharsets.UTF_8));
        assertNull(sessions.command("s", next).exitCode());
        Files.writeString(temp.resolve("home/go"), "x\n");
        List<CommandFollower.Piece> second = follower.next(LONG);
        while (second != null) {
            assertEquals(LogEntry.Stream.STDERR, second.getFirst().stream());
            second = follower.next(LONG);
        }
        assertEquals("three\n", sessions.output("s", next, MOST, LONG).stdout());
        assertEquals(
                List.of(slow, next),
                sessions.get("s").commands().stream()
                        .map(ShellSessions.CommandState::id)
                        .toList());
    }

    @Test
    void muchOutputIsCutAndForgedMarksAreOutput() throws Exception {
        sessions.create("s");
        CommandOutput much = sessions.output("s", sessions.start("s", "head -c 100000 /dev/zero; echo x"), 1000, LONG);
        assertTrue(much.truncated());
        assertEquals(1000, much.stdout().length());
        assertEquals(0, much.exitCode());
        assertEquals(
                "\u001eforged:begin\u001e\u001e!\n",
                run("printf '\\036forged:begin\\036\\036!\\n'").stdout());
    }

    @Test
    void idsAreCheckedAndSessionsEnd() throws Exception {
        sessions.create("s");
        refused(Problem.CONFLICT, () -> sessions.create("s"));
        refused(Problem.INVALID, () -> sessions.create("../x"));
        refused(Problem.NOT_FOUND, () -> sessions.get("t"));
        refused(Problem.NOT_FOUND, () -> sessions.command("s", "ghost"));
        refused(Problem.INVALID, () -> sessions.start("s", " "));
        sessions.start("s", "trap '' TERM; sleep 60");
        sessions.delete("s");
        refused(Problem.NOT_FOUND, () -> sessions.get("s"));
        assertEquals(List.of(), processes.list(i -> true));
    }

    @Test
    void theNextAgentHasTheSessionAsItWas() throws Exception {
        sessions.create("s");
        run("cd /usr; A=kept");
        processes.close();
        open();
        assertEquals("/usr kept\n", run("echo $PWD $A").stdout());
    }

    @Test
    void aTerminalIsSharedResizedAndEnds() throws Exception {
        terminals.create("t", Path.of("/usr"), Map.of("COLOUR", "red"), 90, 20, false);
        refused(Problem.CONFLICT, () -> terminals.create("t", null, Map.of(), 80, 24, false));
        LogFollower one = terminals.attach("t");
        terminals.input("t", "stty size; echo $COLOUR $PWD\n".getBytes(StandardCharsets.UTF_8));
        await(one, "20 90\r\nred /usr");
        terminals.resize("t", 100, 40);
        LogFollower two = terminals.attach("t");
        terminals.input("t", "stty size\n".getBytes(StandardCharsets.UTF_8));
        await(one, "40 100");
        await(two, "40 100");
        assertEquals(100, terminals.get("t").columns());
        terminals.input("t", "exit 4\n".getBytes(StandardCharsets.UTF_8));
        while (two.next(LONG) != null) {
            // to its end
        }
        assertEquals(4, terminals.get("t").exitCode());
        refused(Problem.CONFLICT, () -> terminals.attach("t"));
        terminals.delete("t");
        refused(Problem.NOT_FOUND, () -> terminals.get("t"));
    }

    @Test
    void aLazyTerminalBeginsWithTheFirstWhoLooks() throws Exception {
        terminals.create("t", null, Map.of(), 80, 24, true);
        assertTrue(terminals.get("t").lazy());
        assertFalse(terminals.get("t").active());
        terminals.resize("t", 44, 11);
        LogFollower look = terminals.attach("t");
        terminals.input("t", "stty size\n".getBytes(StandardCharsets.UTF_8));
        await(look, "11 44");
        assertTrue(terminals.list().getFirst().active());
        terminals.delete("t");
        assertEquals(List.of(), terminals.list());
    }

    private static void await(LogFollower follower, String text) throws Exception {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            List<LogEntry> entries = follower.next(LONG);
            assertTrue(entries != null && !entries.isEmpty(), "not seen: " + text + " in " + seen);
            entries.forEach(entry -> seen.append(new String(entry.data(), StandardCharsets.UTF_8)));
        }
    }
}
