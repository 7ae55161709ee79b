package org.pilothouse.agent.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pilothouse.agent.process.Proc;
import org.pilothouse.agent.x11.XServer;

/**
 * How long the sandbox takes to a painted desktop, beside a script that starts the same programs in the same image and
 * looks after nothing. Both are watched from outside in the same way, in turns, since the machine is never equally busy.
 * {@code packaging/bin/bench-agent} runs it as root, which reaches the X server's socket in the container; arguments:
 * the image, and how often.
 */
@SuppressWarnings("SystemOut") // its output is what it is for
final class StartBench {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 5;
    private static final int FIRST_DISPLAY = 8000;
    private static final Pattern AGENT_STAGE = Pattern.compile("\"agent\":(\\d+)");
    /** What people write who need no agent. */
    private static final String BARE = """
            export DISPLAY=:1 XDG_RUNTIME_DIR=/run/user DBUS_SESSION_BUS_ADDRESS=unix:path=/run/bus
            export XDG_CURRENT_DESKTOP=XFCE XDG_SESSION_TYPE=x11 XDG_MENU_PREFIX=xfce-
            mkdir -p -m 0700 /run/user; mkdir -p /tmp/.X11-unix
            Xtigervnc :1 -geometry 1280x800 -depth 24 -dpi 96 -noreset -nolisten tcp -nolisten local -rfbport -1 \\
              -rfbunixpath /run/vnc.sock -extension SECURITY -AlwaysShared -FrameRate 60 -SecurityTypes None &
            dbus-daemon --session --nofork --nopidfile --address=$DBUS_SESSION_BUS_ADDRESS &
            until [ -S /tmp/.X11-unix/X1 ] && [ -S /run/bus ]; do sleep 0.01; done
            /usr/libexec/at-spi-bus-launcher --launch-immediately --a11y=1 &
            xfwm4 --compositor=off --vblank=off & xfce4-panel & xfdesktop &
            wait
            """;

    private enum Way {
        SANDBOX,
        BARE
    }

    /**
     * @param millis from the start of the container's first process to the painted desktop
     * @param agentMillis to when the agent had begun; 0 without one
     * @param cpuMillis of all processes of the container up to then
     */
    private record Start(long millis, long agentMillis, long cpuMillis) {}

    private final String image;
    private final Proc proc = new Proc();

    private StartBench(String image) {
        this.image = image;
    }

    public static void main(String[] arguments) throws Exception {
        StartBench bench = new StartBench(arguments[0]);
        Map<Way, List<Start>> starts = new EnumMap<>(Way.class);
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            for (Way way : Way.values()) {
                starts.computeIfAbsent(way, w -> new ArrayList<>()).add(bench.start(way));
            }
        }
        List<Start> ours = starts.get(Way.SANDBOX);
        List<Start> bare = starts.get(Way.BARE);
        System.out.printf(
                "%n%-34s %8s %8s %8s%n", "start, " + ours.size() + " times in turn", "least", "median", "most");
        row("agent ready, ms", ours.stream().mapToLong(Start::agentMillis).toArray());
        long[] painted = row(
                "desktop painted, ms", ours.stream().mapToLong(Start::millis).toArray());
        long[] without = row(
                "  by a bare script, ms", bare.stream().mapToLong(Start::millis).toArray());
        long[] cpu = row(
                "processor time, ms", ours.stream().mapToLong(Start::cpuMillis).toArray());
        long[] bareCpu = row(
                "  by a bare script, ms",
                bare.stream().mapToLong(Start::cpuMillis).toArray());
        System.out.printf(
                Locale.ROOT,
                "painted after %.2f of the bare script's time by the least, %.2f by the median; %.2f of its processor time%n",
                (double) painted[0] / without[0],
                (double) painted[painted.length / 2] / without[without.length / 2],
                (double) cpu[cpu.length / 2] / bareCpu[bareCpu.length / 2]);
        System.exit(0);
    }

    private static long[] row(String what, long[] values) {
        Arrays.sort(values);
        System.out.printf("%-34s %8d %8d %8d%n", what, values[0], values[values.length / 2], values[values.length - 1]);
        return values;
    }

    private Start start(Way way) throws Exception {
        String name = "pilothouse-bench-" + UUID.randomUUID();
        List<String> command = new ArrayList<>(List.of("docker", "run", "-d", "--name", name, "--read-only"));
        command.addAll(List.of("--tmpfs", "/tmp", "--tmpfs", "/run:uid=1000,gid=1000,mode=0755"));
        command.addAll(List.of("-v", name + ":/home/desk", "--shm-size", "256m", "--cap-drop", "ALL"));
        command.addAll(List.of("--security-opt", "no-new-privileges", "--pids-limit", "512", "-m", "2g"));
        command.addAll(List.of("--memory-swap", "2g", "--network", "none", "--user", "1000:1000"));
        command.addAll(
                way == Way.BARE
                        ? List.of("--entrypoint", "/usr/bin/tini", image, "--", "sh", "-c", BARE)
                        : List.of(image));
        String id = run(command);
        try {
            return watch(id, run(List.of("docker", "inspect", "--format", "{{.State.Pid}}", name)));
        } finally {
            run(List.of("docker", "rm", "-f", "-v", name));
            run(List.of("docker", "volume", "rm", "-f", name));
        }
    }

    private Start watch(String id, String first) throws Exception {
        long ticks = proc.stat(Long.parseLong(first)).orElseThrow().startTicks();
        Path root = Path.of("/proc", first, "root");
        Path socket = root.resolve("tmp/.X11-unix/X1");
        while (!Files.exists(socket)) {
            within(ticks);
        }
        // Xlib knows displays by number only.
        int number = FIRST_DISPLAY + (int) (ProcessHandle.current().pid() % 1000);
        Path link = Path.of("/tmp/.X11-unix/X" + number);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, socket);
        XServer server = new XServer(":" + number);
        try {
            while (!server.connected() || server.call(PaintWatch::look) != PaintWatch.Seen.PICTURE) {
                within(ticks);
            }
            long painted = proc.millisSince(ticks);
            long cpu = cpuMillis(id);
            Path ready = root.resolve("run/pilothouse/ready");
            while (Files.exists(ready.getParent()) && !Files.exists(ready)) {
                within(ticks);
            }
            Matcher agent = AGENT_STAGE.matcher(Files.exists(ready) ? Files.readString(ready) : "");
            return new Start(painted, agent.find() ? Long.parseLong(agent.group(1)) : 0, cpu);
        } finally {
            server.close();
            Files.deleteIfExists(link);
        }
    }

    private void within(long ticks) throws IOException, InterruptedException {
        if (proc.millisSince(ticks) > LIMIT.toMillis()) {
            throw new IllegalStateException("no desktop within " + LIMIT.toSeconds() + " s");
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
    }

    /** Of those that have ended too, as their parents counted them. */
    private static long cpuMillis(String container) throws IOException {
        long ticks = 0;
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                try {
                    if (Files.readString(entry.resolve("cgroup")).contains(container)) {
                        String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
                        String[] fields =
                                stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                        for (int i = 11; i < 15; i++) {
                            ticks += Long.parseLong(fields[i]);
                        }
                    }
                } catch (IOException e) {
                    // It has ended meanwhile.
                }
            }
        }
        return ticks * 10;
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ":\n" + text);
        }
        return text;
    }
}
