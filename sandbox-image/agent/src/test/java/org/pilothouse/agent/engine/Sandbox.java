package org.pilothouse.agent.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.pilothouse.agent.node.FakeGateway;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** A container of the image under the profile that the gateway uses; it and its volume end with the test. */
final class Sandbox {
    static final String IMAGE = System.getenv().getOrDefault("IMAGE", "pilothouse/sandbox:dev");
    /** Only what bears this label is ever removed. */
    private static final String LABEL = "org.pilothouse.test=agent-" + UUID.randomUUID();

    private final String name = "pilothouse-test-" + UUID.randomUUID();
    private final List<Process> relays = new ArrayList<>();

    static Sandbox create(String... environment) throws Exception {
        Sandbox sandbox = new Sandbox();
        docker("volume", "create", "--label", LABEL, sandbox.name);
        List<String> command = new ArrayList<>(List.of(
                "create",
                "--name",
                sandbox.name,
                "--label",
                LABEL,
                "--read-only",
                "--tmpfs",
                "/tmp",
                "--tmpfs",
                "/run:uid=1000,gid=1000,mode=0755",
                "-v",
                sandbox.name + ":/home/desk",
                "--shm-size",
                "256m",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--pids-limit",
                "512",
                "-m",
                "2g",
                "--memory-swap",
                "2g",
                "--cpus",
                "2",
                "--network",
                "none",
                "--user",
                "1000:1000",
                "--log-opt",
                "max-size=5m"));
        for (String variable : environment) {
            command.add("-e");
            command.add(variable);
        }
        command.add(IMAGE);
        docker(command.toArray(String[]::new));
        return sandbox;
    }

    static Sandbox started(String... environment) throws Exception {
        Sandbox sandbox = create(environment);
        sandbox.start();
        return sandbox;
    }

    String name() {
        return name;
    }

    void start() throws Exception {
        docker("start", name);
    }

    void kill() throws Exception {
        docker("kill", name);
    }

    void stop() throws Exception {
        docker("stop", name);
    }

    String logs() throws Exception {
        return docker("logs", name);
    }

    JsonNode state() throws Exception {
        return Json.LENIENT.readTree(docker("inspect", "--format", "{{json .State}}", name));
    }

    /** Waits until the desktop is painted; answers the stages. */
    JsonNode awaitReady() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            Result ready = run(List.of("docker", "exec", name, "cat", "/run/pilothouse/ready"));
            if (ready.status() == 0 && ready.text().contains("painted")) {
                return Json.LENIENT.readTree(ready.text());
            }
            if (!state().path("Running").asBoolean()) {
                break;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the desktop was not painted within 30 s; its log:\n" + logs());
    }

    /** Runs a shell command in the container as the desktop's user. */
    String shell(String command) throws Exception {
        return docker(
                "exec",
                "-e",
                "DISPLAY=:1",
                "-e",
                "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/pilothouse/bus",
                "-e",
                "XDG_RUNTIME_DIR=/run/pilothouse/user",
                name,
                "sh",
                "-c",
                command);
    }

    /** Process numbers by program, as the container sees them. */
    Map<String, String> processes() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (String line : shell("ps -eo pid=,comm=").lines().toList()) {
            String[] words = line.strip().split(" +", 2);
            if (List.of("java", "Xtigervnc", "xfwm4", "xfce4-panel", "xfdesktop", "at-spi-bus-laun")
                    .contains(words[1])) {
                found.put(words[1], words[0]);
            }
        }
        return found;
    }

    /** The relay that the gateway runs by exec: its streams go to the fake gateway. */
    FakeGateway.Peer relay(FakeGateway gateway) throws Exception {
        Process relay = new ProcessBuilder(
                        "docker",
                        "exec",
                        "-i",
                        name,
                        "socat",
                        "UNIX-LISTEN:/run/pilothouse/gateway.sock,unlink-early",
                        "-")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        relays.add(relay);
        Thread.ofVirtual().start(() -> gateway.serve(relay.getInputStream(), relay.getOutputStream()));
        return gateway.awaitPeer();
    }

    void endRelay() throws Exception {
        Process relay = relays.removeLast();
        relay.getOutputStream().close();
        relay.destroy();
        relay.waitFor();
    }

    void remove() throws Exception {
        for (Process relay : relays) {
            relay.destroyForcibly().waitFor();
        }
        run(List.of("docker", "rm", "-f", "-v", name));
        run(List.of("docker", "volume", "rm", "-f", name));
    }

    record Result(int status, String text) {}

    static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }

    static String docker(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Result result = run(command);
        if (result.status() != 0) {
            throw new AssertionError(String.join(" ", command) + ":\n" + result.text());
        }
        return result.text();
    }
}
