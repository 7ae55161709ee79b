package org.pilothouse.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.log.LogEntry.Stream;
import org.pilothouse.agent.log.LogTail;
import org.pilothouse.agent.process.RunningProcess.Signal;

class OsLauncherTest {
    @TempDir
    Path logs;

    private OsLauncher launcher;

    @BeforeEach
    void launcher() {
        launcher = new OsLauncher(logs);
    }

    private static ProcessSpec spec(String name, String... command) {
        return new ProcessSpec(
                name,
                List.of(command),
                Map.of("GREETING", "hello"),
                List.of(),
                () -> {},
                ProcessSpec.Probe.NONE,
                Duration.ofSeconds(1));
    }

    /** The launched process first becomes the leader of its session, then the program. */
    private void awaitProgram(ProcessSpec spec) throws Exception {
        for (int i = 0; i < 500 && launcher.find(spec).isEmpty(); i++) {
            Thread.sleep(2);
        }
    }

    @Test
    void writesOutputToItsLogAndKnowsItsEnd() throws Exception {
        RunningProcess process = launcher.launch(spec("greeter", "sh", "-c", "echo $GREETING; echo oh >&2; exit 7"));
        assertEquals(7, process.awaitEnd().orElseThrow());
        assertEquals("hello\n", Files.readString(LogTail.file(logs, "greeter", Stream.STDOUT)));
        assertEquals("oh\n", Files.readString(LogTail.file(logs, "greeter", Stream.STDERR)));
    }

    @Test
    void aMissingProgramEndsAtOnceAndSaysSo() throws Exception {
        RunningProcess process = launcher.launch(spec("ghost", "/no/such/program"));
        assertEquals(127, process.awaitEnd().orElseThrow());
        assertTrue(Files.readString(LogTail.file(logs, "ghost", Stream.STDERR)).contains("/no/such/program"));
    }

    @Test
    void anotherAgentFindsItAgainAndCanEndItsWholeSession() throws Exception {
        String name = "n" + UUID.randomUUID();
        ProcessSpec spec = spec(name, "sh", "-c", "sleep 60 & sleep 60; true " + name);
        RunningProcess started = launcher.launch(spec);
        awaitProgram(spec);
        try {
            RunningProcess found = new OsLauncher(logs).find(spec).orElseThrow();
            assertEquals(started.identity(), found.identity());
            assertTrue(found.alive());
            assertFalse(found.awaitEnd(Duration.ofMillis(20)));
            found.signal(Signal.TERM);
            assertTrue(found.awaitEnd(Duration.ofSeconds(5)));
            assertFalse(found.alive());
            started.awaitEnd();
            assertTrue(new OsLauncher(logs).find(spec).isEmpty());
        } finally {
            started.signal(Signal.KILL);
        }
    }

    @Test
    void aProcessOfAnotherNameOrCommandIsNotTakenForIt() throws Exception {
        ProcessSpec spec = spec("n" + UUID.randomUUID(), "sleep", "60");
        RunningProcess started = launcher.launch(spec);
        awaitProgram(spec);
        try {
            assertTrue(launcher.find(spec("other", "sleep", "60")).isEmpty());
            assertTrue(launcher.find(spec(spec.name(), "sleep", "61")).isEmpty());
        } finally {
            started.signal(Signal.KILL);
        }
        started.awaitEnd();
    }

    @Test
    void aLogFolderThatIsGoneIsAnError() throws Exception {
        Files.delete(logs);
        assertThrows(IOException.class, () -> launcher.launch(spec("x", "true")));
        Files.createDirectory(logs);
    }
}
