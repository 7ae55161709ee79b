package org.pilothouse.gateway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pilothouse.gateway.engine.docker.DockerEngine;

/**
 * A Docker engine that belongs to one test: its own socket, its own containerd, its own data on a file system in memory
 * of a given size. It can be ended, killed and begun again without anybody else noticing.
 */
public final class OwnEngine implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(40);

    private final Path directory;
    private final Path data;
    private final Path exec;
    private final Path log;
    private final List<String> options = new ArrayList<>();
    private Process process;

    private OwnEngine(Path directory) {
        this.directory = directory;
        this.data = directory.resolve("data");
        this.exec = directory.resolve("exec");
        this.log = directory.resolve("dockerd.log");
    }

    /** Why there can be no such engine here; empty where there can. */
    public static Optional<String> impossible() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("an engine of the test's own needs root");
        }
        for (String program : List.of("dockerd", "containerd", "docker", "mount")) {
            boolean there = Arrays.stream((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            if (!there) {
                return Optional.of(program + " is not installed");
            }
        }
        return Optional.empty();
    }

    /**
     * @param directory short, as the path of a socket must be
     * @param megabytes how much the engine may store
     */
    public static OwnEngine start(Path directory, int megabytes) throws IOException {
        OwnEngine engine = new OwnEngine(directory);
        Files.createDirectories(engine.data);
        Docker.exec(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", engine.data.toString()));
        try {
            engine.begin();
        } catch (RuntimeException | IOException e) {
            engine.close();
            throw e;
        }
        return engine;
    }

    public String address() {
        return "unix://" + directory.resolve("docker.sock");
    }

    public DockerEngine connect() {
        return DockerEngine.connect(address(), Map.of());
    }

    /** The engine's data directory. */
    public Path data() {
        return data;
    }

    /** Where the engine writes the process id of its containerd. */
    public Path containerdPid() {
        return exec.resolve("containerd/containerd.pid");
    }

    /** Options for the next {@link #begin}. */
    public void options(String... next) {
        options.clear();
        options.addAll(List.of(next));
    }

    /** Begins it and waits until it answers. */
    public void begin() throws IOException {
        forgetDeadContainerd();
        launch();
        TestGateway.await("the engine answers; see " + log, START, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("dockerd ended: " + tail());
            }
            return answers();
        });
    }

    /**
     * A containerd is killed with its dockerd, a moment later. Where the machine's first process does not reap it, its pid
     * file keeps the next dockerd from starting (row 13 of the failure matrix).
     */
    private void forgetDeadContainerd() throws IOException {
        if (Files.exists(containerdPid()) && (process == null || !process.isAlive())) {
            Path program = Path.of("/proc", Files.readString(containerdPid()).strip(), "exe");
            TestGateway.await("its containerd is dead", START, () -> !Files.exists(program));
            Files.delete(containerdPid());
        }
    }

    /** Begins it and does not wait. */
    public void launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // a daemon without a bridge removes docker0, which is another engine's
                "unshare",
                "--net",
                "dockerd",
                "--data-root",
                data.toString(),
                "--exec-root",
                exec.toString(),
                "--pidfile",
                directory.resolve("dockerd.pid").toString(),
                "--host",
                address(),
                "--bridge=none",
                "--iptables=false",
                "--ip-forward=false"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        process = builder.start();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean answers() {
        try {
            docker("version", "--format", "{{.Server.Version}}");
            return true;
        } catch (AssertionError _) {
            return false;
        }
    }

    /** SIGTERM, as a service manager's restart begins. */
    public void end() {
        process.destroy();
        reap();
    }

    /** SIGKILL. What it ran goes on. */
    public void kill() {
        process.destroyForcibly();
        reap();
    }

    private void reap() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("dockerd does not end: " + tail());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "-H", address()));
        command.addAll(List.of(arguments));
        return Docker.exec(command);
    }

    /** One value of {@code docker inspect}. */
    public String inspect(String container, String format) {
        return docker("inspect", "-f", format, container);
    }

    public List<String> lines(String... arguments) {
        return docker(arguments).lines().filter(line -> !line.isBlank()).toList();
    }

    /** The tests' own image under this tag. */
    public void tinyImage(String tag) {
        Docker.exec(List.of(
                "env",
                "DOCKER_HOST=" + address(),
                "sh",
                Path.of("src/test/resources/engine/tiny-image.sh").toString(),
                tag));
    }

    /** The same with another program in the desktop's place. */
    public void variant(String base, String tag, String entrypoint) {
        String container = docker("create", base);
        docker("commit", "--change", "ENTRYPOINT " + entrypoint, container, tag);
        docker("rm", container);
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Leaves nothing: no container, no process, no mount. */
    @Override
    public void close() {
        try {
            if (process != null) {
                if (!process.isAlive()) {
                    options();
                    begin();
                }
                for (String container : lines("ps", "-aq")) {
                    docker("rm", "-f", container);
                }
                end();
            }
        } catch (IOException | AssertionError e) {
            throw new IllegalStateException("an engine of a test was not ended cleanly: " + directory, e);
        } finally {
            // a shim or containerd that was left has the engine's own path on its command line
            ProcessHandle.allProcesses()
                    .filter(left -> left.info()
                            .commandLine()
                            .filter(line -> line.contains(directory.toString()) && line.contains("containerd"))
                            .isPresent())
                    .forEach(ProcessHandle::destroyForcibly);
            Docker.exec(List.of("sh", "-c", "umount -R '" + data + "' && rm -rf '" + directory + "'"));
        }
    }
}
