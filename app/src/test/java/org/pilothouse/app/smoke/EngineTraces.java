package org.pilothouse.app.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is left of an environment on the engine, asked of the engine's own client and not of our code. */
final class EngineTraces {
    private static final String LABEL = "label=org.pilothouse.environment=";

    private EngineTraces() {}

    /** Names of containers and volumes; empty when it left no trace. */
    static List<String> of(String environmentId) throws Exception {
        List<String> traces = new ArrayList<>();
        traces.addAll(docker("ps", "-a", "--filter", LABEL + environmentId, "--format", "container {{.Names}}"));
        traces.addAll(docker("volume", "ls", "--filter", LABEL + environmentId, "--format", "volume {{.Name}}"));
        return traces;
    }

    private static List<String> docker(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().readAllLines();
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("docker " + String.join(" ", arguments) + " failed: " + lines);
        }
        return lines;
    }
}
