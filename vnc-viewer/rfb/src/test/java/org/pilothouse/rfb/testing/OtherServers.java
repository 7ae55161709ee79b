package org.pilothouse.rfb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;

/** VNC servers other than Xtigervnc, each with something to see, on a port of loopback. */
public enum OtherServers {
    XTIGHTVNC("Xtightvnc"),
    X11VNC("x11vnc"),
    QEMU("qemu-system-x86_64");

    private final String program;

    OtherServers(String program) {
        this.program = program;
    }

    public String program() {
        return program;
    }

    /** What it sends when it is asked for it. */
    public List<Encoding> encodings() {
        return switch (this) {
            case XTIGHTVNC -> List.of(Encoding.RRE, Encoding.CORRE, Encoding.HEXTILE, Encoding.ZLIB, Encoding.TIGHT);
            case X11VNC ->
                List.of(Encoding.RRE, Encoding.CORRE, Encoding.HEXTILE, Encoding.ZLIB, Encoding.TIGHT, Encoding.ZRLE);
            case QEMU -> List.of(Encoding.HEXTILE, Encoding.ZLIB, Encoding.TIGHT, Encoding.TIGHT_PNG, Encoding.ZRLE);
        };
    }

    public boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }

    /** A server that runs; closing it ends all its processes. */
    public static final class Running implements AutoCloseable {
        private final List<Process> processes = new ArrayList<>();
        private final int port;
        private String display = "";

        private Running(int port) {
            this.port = port;
        }

        public int port() {
            return port;
        }

        public RfbDialer dialer() {
            return RfbTransport.tcp("127.0.0.1", port, Duration.ofSeconds(5));
        }

        /** Starts a program on the server's display. */
        public Process show(Path log, String... command) throws IOException {
            return start(log, display, List.of(command));
        }

        private Process start(Path log, String onDisplay, List<String> command) throws IOException {
            display = onDisplay;
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().put("DISPLAY", onDisplay);
            Process process = builder.start();
            processes.add(0, process);
            return process;
        }

        private void awaitPort(Path log) throws IOException {
            Ports.await(port, log);
        }

        @Override
        public void close() {
            for (Process process : processes) {
                process.destroy();
                try {
                    if (!process.waitFor(5, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    public Running start(Path directory) throws IOException {
        return start(directory, 24);
    }

    /** Starts it with a screen of so many bits; QEMU has its own. */
    public Running start(Path directory, int depth) throws IOException {
        return start(directory, depth, List.of());
    }

    /** The same with more arguments. */
    public Running start(Path directory, int depth, List<String> more) throws IOException {
        Path log = directory.resolve(program + ".log");
        return switch (this) {
            case XTIGHTVNC -> xtightvnc(log, depth, more);
            case X11VNC -> x11vnc(log, depth, more);
            case QEMU -> qemu(log, "", more);
        };
    }

    /** QEMU with options of its VNC server, such as {@code ,websocket=5700}, and more arguments. */
    public static Running startQemu(Path directory, String options, List<String> more) throws IOException {
        return qemu(directory.resolve("qemu.log"), options, more);
    }

    private static List<String> with(List<String> more, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(more);
        return all;
    }

    private static Running xtightvnc(Path log, int depth, List<String> more) throws IOException {
        Running server = new Running(Ports.free());
        int display = 100 + server.port % 900;
        server.start(
                log,
                "",
                with(
                        more,
                        "Xtightvnc",
                        ":" + display,
                        "-rfbport",
                        Integer.toString(server.port),
                        "-localhost",
                        "-geometry",
                        "640x480",
                        "-depth",
                        Integer.toString(depth)));
        server.awaitPort(log);
        server.start(log, ":" + display, SOMETHING_TO_SEE);
        return server;
    }

    private static Running x11vnc(Path log, int depth, List<String> more) throws IOException {
        Running server = new Running(Ports.free());
        Process display = server.start(
                log, "", List.of("Xvfb", "-displayfd", "1", "-screen", "0", "640x480x" + depth, "-nolisten", "tcp"));
        String number = display.inputReader(StandardCharsets.US_ASCII).readLine();
        server.start(log, ":" + number, SOMETHING_TO_SEE);
        server.start(
                log,
                ":" + number,
                with(
                        more,
                        "x11vnc",
                        "-display",
                        ":" + number,
                        "-rfbport",
                        Integer.toString(server.port),
                        "-localhost",
                        "-forever",
                        "-shared",
                        "-nopw",
                        "-noxdamage",
                        "-quiet"));
        server.awaitPort(log);
        return server;
    }

    private static Running qemu(Path log, String options, List<String> more) throws IOException {
        Running server = new Running(Ports.free());
        server.start(
                log,
                "",
                with(
                        more,
                        "qemu-system-x86_64",
                        "-machine",
                        "pc,accel=tcg",
                        "-m",
                        "16",
                        "-nic",
                        "none",
                        "-S", // stopped before its first instruction: the text that says so stands still
                        "-display",
                        "none",
                        "-vga",
                        "std",
                        "-vnc",
                        "127.0.0.1:" + (server.port - 5900) + options));
        server.awaitPort(log);
        return server;
    }

    /** A program that shows colours and then nothing new. */
    public static final List<String> SOMETHING_TO_SEE =
            List.of("xterm", "-geometry", "80x30+10+10", "-e", "ls -la --color=always /usr/bin | head -200; sleep 60");
}
