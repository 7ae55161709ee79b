package org.pilothouse.rfb.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real sshd on a port of loopback, with everything it needs in a directory of the test. */
final class SshServer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final int ATTEMPTS = 300;

    private final Path directory;
    private final int port;
    private final Process process;

    /** Starts it. As {@code su} it asks PAM by that name, whose rules let root in with any password. */
    SshServer(Path directory, String programName) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = freePort();
        boolean passwords = programName.equals("su");
        makeKey("host");
        makeKey("client");
        Files.copy(directory.resolve("client.pub"), directory.resolve("authorized"));
        Files.writeString(
                directory.resolve("sshd_config"),
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + directory.resolve("host"),
                        "AuthorizedKeysFile " + directory.resolve("authorized"),
                        "PidFile none",
                        "StrictModes no",
                        "PermitRootLogin yes",
                        "UsePAM " + (passwords ? "yes" : "no"),
                        "PasswordAuthentication " + (passwords ? "yes" : "no"),
                        "KbdInteractiveAuthentication no",
                        ""));
        if (isRoot()) {
            Files.createDirectories(Path.of("/run/sshd")); // sshd wants it when root starts it
        }
        Path program = Files.createSymbolicLink(directory.resolve(programName), SSHD);
        Path log = directory.resolve("sshd.log");
        process = new ProcessBuilder(
                        program.toString(),
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitPort(log);
    }

    static boolean isInstalled() {
        return Files.isExecutable(SSHD);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    int port() {
        return port;
    }

    /** Makes a key pair beside the others. */
    Path makeKey(String name) throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        Process keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keygen.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keygen.waitFor() != 0) {
            throw new IOException("ssh-keygen failed: " + said);
        }
        return file;
    }

    /** A file of known hosts with one line for this server: the public key of a name, under a host pattern. */
    Path knownHosts(String pattern, String key) throws IOException {
        String[] parts = Files.readString(directory.resolve(key + ".pub")).split(" ");
        Path file = directory.resolve("known_hosts");
        Files.writeString(file, pattern + " " + parts[0] + " " + parts[1] + "\n");
        return file;
    }

    /** Of this user, with the key that the server accepts. */
    SshAccount account(Path knownHosts) {
        return account(knownHosts, List.of(directory.resolve("client")), Optional.empty());
    }

    SshAccount account(Path knownHosts, List<Path> keys, Optional<Path> agent) {
        return new SshAccount(System.getProperty("user.name"), "127.0.0.1", port, knownHosts, keys, agent);
    }

    /** Ends it and the processes of its connections, at once. */
    void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void awaitPort(Path log) throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        kill();
        throw new IOException("sshd did not start: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
