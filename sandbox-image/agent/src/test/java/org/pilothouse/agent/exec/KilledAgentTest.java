package org.pilothouse.agent.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent in a JVM of its own is killed while it starts, stops and removes processes. */
class KilledAgentTest extends ExecTest {
    /**
     * @param started how many it gets to start; it is killed at some moment of the next one
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7})
    void theNextAgentHasAllThatRunsAndNothingIsLeftOver(int started) throws Exception {
        processes.close();
        Path state = temp.resolve("state");
        Process agent = agent(state);
        BufferedReader said = new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8));
        for (int i = 0; i < started; i++) {
            assertTrue(said.readLine() != null, "it ended by itself");
        }
        agent.destroyForcibly().waitFor();

        processes = again();
        List<ProcessInfo> all = processes.list(ProcessInfo::running);
        assertTrue(all.size() >= Math.min(started, 3), all.size() + " of " + started);
        for (ProcessInfo info : all) {
            awaitText(info.id(), "begun");
            assertTrue(alive(info.pid()));
        }
        for (ProcessInfo info : processes.list(i -> true)) {
            processes.kill(info.id(), LONG);
            processes.remove(info.id());
        }
        assertEquals(List.of(), bearing(state), "no process of it is left");
    }

    @Test
    void whatBreedsWithoutEndIsKilledAsAWhole() throws Exception {
        // Bounded, as this machine has no limit of its own: each has two children, eight deep.
        ProcessInfo info =
                start("b() { if [ $1 -gt 0 ]; then b $(($1 - 1)) & b $(($1 - 1)) & fi; sleep 600; }; b 7; wait", NONE);
        await(() -> bearing(temp.resolve("state")).size() > 100, () -> "a hundred processes");
        assertEquals(9, processes.kill(info.id(), LONG).signal());
        await(
                () -> bearing(temp.resolve("state")).isEmpty(),
                () -> "the end of " + bearing(temp.resolve("state")).size());
    }

    private static Process agent(Path state) throws IOException {
        String classes = String.join(
                ":",
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                "target/classes",
                "target/test-classes");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes,
                        DyingAgent.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Processes that bear a mark below this folder. */
    private static List<String> bearing(Path state) throws IOException {
        List<String> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                if (Programs.words(entry.resolve("environ")).stream()
                        .anyMatch(word -> word.startsWith(Programs.MARK + "=" + state))) {
                    found.add(entry.toString());
                }
            }
        }
        return found;
    }
}
