package org.pilothouse.rfb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server with its own display, on a unix socket in a directory of the test, and programs that run on it. */
public final class XtigervncServer implements AutoCloseable {
    private final Process server;
    private final String display;
    private final Path socket;
    private final List<Process> programs = new ArrayList<>();

    /** Starts it with arguments like {@code -SecurityTypes None}; the display number is chosen by the server. */
    public XtigervncServer(Path directory, String... arguments) throws IOException {
        socket = directory.resolve("vnc");
        List<String> command = new ArrayList<>(List.of("Xtigervnc", "-displayfd", "1", "-rfbport", "-1"));
        command.addAll(List.of("-rfbunixpath", socket.toString(), "-geometry", "640x480", "-depth", "24"));
        command.addAll(List.of(arguments));
        server = new ProcessBuilder(command)
                .redirectError(directory.resolve("server.log").toFile())
                .start();
        String number = server.inputReader(StandardCharsets.US_ASCII).readLine();
        if (number == null) {
            close();
            throw new IOException("Xtigervnc did not start: " + Files.readString(directory.resolve("server.log")));
        }
        display = ":" + number;
    }

    public Path socket() {
        return socket;
    }

    /** Starts a program on the server's display. */
    public Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", display);
        Process program = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        programs.add(program);
        return program;
    }

    @Override
    public void close() {
        programs.forEach(Process::destroy);
        server.destroy();
        try {
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
