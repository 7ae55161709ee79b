package org.pilothouse.agent.engine;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The compose file's sandbox, on ports of its own; nothing of it is left after the test. */
final class Compose implements AutoCloseable {
    private static final Path FILE = Path.of("..", "docker-compose.yml");

    private final String project = "pilothouse-test-" + UUID.randomUUID();
    private final Map<String, String> environment = new HashMap<>();
    final int page;
    final int vnc;
    final int api;

    /**
     * @param settings variables and their values, in turns
     */
    Compose(String... settings) throws IOException {
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0);
                ServerSocket third = new ServerSocket(0)) {
            page = first.getLocalPort();
            vnc = second.getLocalPort();
            api = third.getLocalPort();
        }
        environment.put("PILOTHOUSE_SANDBOX_IMAGE", Sandbox.IMAGE);
        environment.put("PILOTHOUSE_NOVNC_PORT", Integer.toString(page));
        environment.put("PILOTHOUSE_VNC_PORT", Integer.toString(vnc));
        environment.put("PILOTHOUSE_API_PORT", Integer.toString(api));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
    }

    /** Debian's docker-compose 1.29, or Docker's plug-in. */
    static boolean installed() {
        return Files.isExecutable(Path.of("/usr/bin/docker-compose"));
    }

    String call(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("docker-compose", "-f", FILE.toString(), "-p", project, "--profile", "desktop-sandbox"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ":\n" + text);
        }
        return text;
    }

    String container() throws Exception {
        return call("ps", "-q").strip();
    }

    String logs() throws Exception {
        return Sandbox.docker("logs", container());
    }

    /** Waits until the log is as wanted. */
    String awaitLogs(Predicate<String> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            String logs = logs();
            if (wanted.test(logs)) {
                return logs;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("the log did not get there within a minute:\n" + logs());
    }

    /** Whatever docker still knows of the project. */
    String leftovers() throws Exception {
        String ours = "label=com.docker.compose.project=" + project;
        return Sandbox.docker("ps", "-aq", "--filter", ours)
                + Sandbox.docker("network", "ls", "-q", "--filter", ours)
                + Sandbox.docker("volume", "ls", "-q", "--filter", ours);
    }

    @Override
    public void close() throws Exception {
        call("down", "-v", "--timeout", "5");
    }
}
