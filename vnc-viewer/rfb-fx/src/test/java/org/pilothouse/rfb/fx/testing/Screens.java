package org.pilothouse.rfb.fx.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two X displays: the person's, with a window manager and the viewer, and the remote one behind a real VNC server. */
public final class Screens implements AutoCloseable {
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final String here;
    private final String remote;

    public Screens(Path directory, int width, int height) throws IOException {
        this.directory = directory;
        here = display("Xvfb", "-displayfd", "1", "-screen", "0", width + "x" + height + "x24", "-nolisten", "tcp");
        remote = display(
                "Xtigervnc",
                "-displayfd",
                "1",
                "-rfbport",
                "-1",
                "-rfbunixpath",
                socket().toString(),
                "-SecurityTypes",
                "None",
                "-geometry",
                "640x480",
                "-depth",
                "24");
        start(here, "openbox");
    }

    public Path socket() {
        return directory.resolve("vnc");
    }

    /** Starts a program on the remote display. */
    public void startRemote(String... command) throws IOException {
        start(remote, command);
    }

    /** Starts the viewer on the person's display. */
    public void startViewer(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dprism.order=sw",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "org.pilothouse.rfb.fx.window.ViewerMain"));
        command.addAll(Arrays.asList(arguments));
        start(here, command.toArray(String[]::new));
    }

    /** Starts another program on the person's display. */
    public void startHere(String... command) throws IOException {
        start(here, command);
    }

    /** Starts a program on the remote display that writes into a file. */
    public void startRemote(Path output, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", remote);
        processes.add(builder.redirectOutput(output.toFile())
                .redirectError(log(command[0]))
                .start());
    }

    /** Runs a program on the person's display to its end and gives what it wrote. */
    public byte[] run(String... command) throws IOException, InterruptedException {
        return run(here, command);
    }

    /** The same on the remote display. */
    public byte[] runRemote(String... command) throws IOException, InterruptedException {
        return run(remote, command);
    }

    private byte[] run(String display, String[] command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", display);
        builder.redirectError(log("run"));
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(
                    String.join(" ", command) + " failed: " + Files.readString(directory.resolve("run.log")));
        }
        return output;
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private String display(String... command) throws IOException {
        Process server =
                new ProcessBuilder(command).redirectError(log(command[0])).start();
        processes.add(server);
        String number = server.inputReader(StandardCharsets.US_ASCII).readLine();
        if (number == null) {
            throw new IOException(command[0] + " did not start");
        }
        return ":" + number;
    }

    private void start(String display, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", display);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log(Path.of(command[0]).getFileName().toString()));
        processes.add(builder.start());
    }

    private ProcessBuilder.Redirect log(String name) {
        return ProcessBuilder.Redirect.appendTo(directory.resolve(name + ".log").toFile());
    }

    /** What this test runs with, on whichever path it is. */
    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(name -> System.getProperty(name, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
