package org.pilothouse.agent.display;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.api.ApiServer;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.desktop.Apps;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.input.Pointer.Button;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.recording.RecordingLimits;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.screen.Shot;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.v1.DesktopFace;
import org.pilothouse.agent.v1.DesktopLife;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.http.Listen;
import org.pilothouse.protocol.desktop.Rect;

/**
 * What the agent's actions cost beside the tools that others fork, on one display in one run. {@code packaging/bin/
 * bench-agent} runs it; the arguments are rounds and the seconds of the endurance run.
 */
@SuppressWarnings("SystemOut") // its output is what it is for
final class AgentBench {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int TOOL_ROUNDS = 15;
    private static final int A_SECOND = 200;

    private final int rounds;
    private final TestDisplay display;
    private final TestSession session;
    private final XServer server;
    private final Desktop desktop;
    private final Path folder;

    private AgentBench(int rounds, Path folder) throws Exception {
        this.rounds = rounds;
        this.folder = folder;
        this.display = TestDisplay.xvnc(WIDTH + "x" + HEIGHT);
        this.session = TestSession.start(display, folder);
        this.server = new XServer(display.name());
        DisplayTest.await("a connection", server::connected);
        this.desktop = Desktop.of(server, new Accessibility(session.busAddress()));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bench-agent");
        AgentBench bench = new AgentBench(Integer.parseInt(arguments[0]), folder);
        try {
            bench.run(Integer.parseInt(arguments[1]));
        } finally {
            bench.server.close();
            bench.display.close();
        }
        System.exit(0);
    }

    private void run(int seconds) throws Exception {
        scene();
        System.out.printf(
                "%-26s %10s %18s %8s   %-28s %9s %8s%n",
                "action", "median ms", "p10..p90", "budget", "against", "median", "ratio");
        action();
        pictures();
        lists();
        http();
        endurance(seconds);
    }

    /** A desktop with some windows, one of them with 300 elements. */
    private void scene() throws Exception {
        display.run(
                "xterm", "-geometry", "100x30+20+20", "-e", "sh", "-c", "ls -la --color=always /usr/bin; sleep 3600");
        display.run("xterm", "-geometry", "60x20+700+300", "-e", "sh", "-c", "ls -la /etc; sleep 3600");
        session.run("mousepad", "/etc/services");
        DisplayTest.await(
                "three windows", () -> server.call(x -> x.windows().list()).size() >= 3);
        DisplayTest.await("the editor's elements", () -> elements(tree()) > 100);
        Thread.sleep(1000);
    }

    private void action() throws Exception {
        Times ours = measure(rounds, () -> {
            desktop.pointer().click(640, 700, Button.LEFT, 1);
            return true;
        });
        row("move + click", ours, 1, "xdotool", tool("xdotool", "mousemove", "640", "700", "click", "1"));
        Times moves = measure(rounds, () -> {
            desktop.pointer().move(600, 690);
            return true;
        });
        row("move", moves, 0, "xdotool", tool("xdotool", "mousemove", "600", "690"));
    }

    private void pictures() throws Exception {
        Times raw = measure(rounds, () -> server.call(x -> x.capture().screen()));
        Times pil = pil("im = ImageGrab.grab(xdisplay=display)");
        row("raw frame", raw, 1, "PIL ImageGrab", pil);
        Times jpeg = measure(rounds, () -> desktop.screen().picture(Shot.of(Screen.Format.JPEG)));
        row(
                "JPEG q85 720p",
                jpeg,
                5,
                "import + JPEG",
                tool("import", "-window", "root", "-quality", "85", out("x.jpg")));
        row("", jpeg, 5, "PIL", pil("ImageGrab.grab(xdisplay=display).save(io.BytesIO(), 'JPEG', quality=85)"));
        Times png = measure(rounds, () -> desktop.screen().picture(Shot.of(Screen.Format.PNG)));
        row("PNG 720p", png, 12, "import", tool("import", "-window", "root", out("x.png")));
        row("", png, 12, "scrot", tool("scrot", "-o", out("y.png")));
        row("", png, 12, "PIL", pil("ImageGrab.grab(xdisplay=display).save(io.BytesIO(), 'PNG')"));
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private void lists() throws Exception {
        Times windows = measure(rounds, () -> server.call(x -> x.windows().list()));
        row("window list", windows, 2, "wmctrl", tool("wmctrl", "-lpGx"));
        int elements = elements(tree());
        Times tree = measure(Math.max(10, rounds / 5), this::tree);
        row("a11y tree, " + elements + " nodes", tree, 60.0 * elements / 300, "", null);
    }

    private Element tree() throws Exception {
        return desktop.accessibility().tree(2000, 200_000, new Rect(0, 0, WIDTH, HEIGHT));
    }

    private static int elements(Element element) {
        return 1 + element.children().stream().mapToInt(AgentBench::elements).sum();
    }

    private void http() throws Exception {
        Path socket = folder.resolve("api.sock");
        ApiSettings settings = new ApiSettings(
                List.of(new Listen.Tcp("127.0.0.1", 0), new Listen.Unix(socket)),
                folder.resolve("token"),
                Set.of(),
                false);
        Recorder recorder = new Recorder(server, folder.resolve("films"), RecordingLimits.DEFAULT, Clock.systemUTC());
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "DISPLAY", display.name());
        UserProcesses processes = UserProcesses.open(folder.resolve("processes"), environment, folder);
        DesktopFace face = new DesktopFace(
                desktop, new Life(), recorder, new Apps(processes, desktop.windows(), environment), Optional.empty());
        try (ApiServer _ = ApiServer.start(settings, "bench", AuditLog.NONE, List.of(face));
                RawHttp http = new RawHttp(socket)) {
            String click = "{\"x\":640,\"y\":700}";
            Times through = measure(rounds, () -> http.send("POST", "/v1/desktop/mouse/click", click));
            Times direct = measure(rounds, () -> {
                desktop.pointer().click(640, 700, Button.LEFT, 1);
                return true;
            });
            row("click by HTTP, unix socket", through, direct.median() + 2, "in process", direct);
            Times picture = measure(rounds, () -> http.send("GET", "/v1/desktop/screenshot?format=jpeg", ""));
            Times made = measure(rounds, () -> desktop.screen().picture(Shot.of(Screen.Format.JPEG)));
            row("JPEG by HTTP, unix socket", picture, made.median() + 2, "in process", made);
        }
    }

    /** Clicks at places that differ, at a fixed rate, seen by a program that prints its events. */
    private void endurance(int seconds) throws Exception {
        Path seen = folder.resolve("events");
        Process watcher = display.run("sh", "-c", "exec xev -geometry 600x400+40+40 -event button >" + seen);
        DisplayTest.await("the watcher", () -> server.call(x -> x.windows().list()).stream()
                .anyMatch(w -> w.title().equals("Event Tester")));
        Thread.sleep(500);
        int count = seconds * A_SECOND;
        List<String> expected = new ArrayList<>();
        long begin = System.nanoTime();
        long latest = 0;
        for (int i = 0; i < count; i++) {
            long due = begin + i * (TimeUnit.SECONDS.toNanos(1) / A_SECOND);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int x = 100 + i % 500;
            int y = 120 + i / 500 % 300;
            desktop.pointer().click(x, y, Button.LEFT, 1);
            latest = Math.max(latest, System.nanoTime() - due);
            expected.add(x + "," + y);
        }
        double took = (System.nanoTime() - begin) / 1e9;
        DisplayTest.await("all events", () -> presses(seen).size() >= count);
        watcher.destroy();
        List<String> got = presses(seen);
        System.out.printf(
                Locale.ROOT,
                "%n%d clicks in %.1f s (%.0f a second): %s; the latest was %.1f ms behind its time%n",
                count,
                took,
                count / took,
                got.equals(expected) ? "none lost, none out of order" : "LOST OR REORDERED",
                latest / 1e6);
        if (!got.equals(expected)) {
            int first = 0;
            while (first < Math.min(got.size(), count) && got.get(first).equals(expected.get(first))) {
                first++;
            }
            throw new IllegalStateException(got.size() + " of " + count + " events; number " + first + " is wrong: "
                    + got.subList(first, Math.min(got.size(), first + 5)) + " and not "
                    + expected.subList(first, Math.min(count, first + 5)));
        }
    }

    private static List<String> presses(Path events) throws IOException {
        Pattern press = Pattern.compile("ButtonPress event.*?root:\\((\\d+),(\\d+)\\)", Pattern.DOTALL);
        Matcher matcher = press.matcher(Files.exists(events) ? Files.readString(events) : "");
        List<String> places = new ArrayList<>();
        while (matcher.find()) {
            places.add(matcher.group(1) + "," + matcher.group(2));
        }
        return places;
    }

    private Times tool(String... command) throws Exception {
        return measure(TOOL_ROUNDS, () -> {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("DISPLAY", display.name());
            Process tool = builder.redirectErrorStream(true).start();
            tool.getInputStream().readAllBytes();
            if (tool.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
            return true;
        });
    }

    /** In a Python process that lives on, as its users would have it. */
    private @Nullable Times pil(String statement) throws Exception {
        String program = """
                import io, sys, time
                from PIL import ImageGrab
                display = sys.argv[1]
                for i in range(%d):
                    begin = time.perf_counter_ns()
                    %s
                    print(time.perf_counter_ns() - begin)
                """.formatted(TOOL_ROUNDS + 2, statement);
        Process python = display.start("/usr/bin/python3", "-c", program, display.name());
        String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        long[] nanos = text.lines().skip(2).mapToLong(Long::parseLong).toArray();
        return python.waitFor() == 0 ? new Times(nanos) : null;
    }

    private static Times measure(int times, Callable<?> what) throws Exception {
        for (int i = 0; i < Math.max(2, times / 4); i++) {
            what.call();
        }
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            what.call();
            nanos[i] = System.nanoTime() - begin;
        }
        return new Times(nanos);
    }

    private static void row(String what, Times ours, double budget, String against, @Nullable Times other) {
        System.out.printf(
                Locale.ROOT,
                "%-26s %10.3f %8.3f..%8.3f %8s   %-28s %9s %8s%n",
                what,
                ours.median(),
                ours.part(0.1),
                ours.part(0.9),
                budget > 0 ? String.format(Locale.ROOT, "%.1f%s", budget, ours.median() <= budget ? "" : " OVER") : "",
                against,
                other == null ? "" : String.format(Locale.ROOT, "%.3f", other.median()),
                other == null ? "" : String.format(Locale.ROOT, "%.1fx", other.median() / ours.median()));
    }

    /** Sorted times of one thing. */
    private static final class Times {
        private final long[] sorted;

        Times(long[] nanos) {
            this.sorted = LongStream.of(nanos).sorted().toArray();
        }

        double median() {
            return part(0.5);
        }

        /** Milliseconds that this part of the times did not exceed. */
        double part(double share) {
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))] / 1e6;
        }

        @Override
        public String toString() {
            return Arrays.toString(sorted);
        }
    }

    private final class Life implements DesktopLife {
        @Override
        public DesktopState state() {
            return new DesktopState(DesktopState.Phase.ACTIVE, new Size(WIDTH, HEIGHT), Map.of(), null);
        }

        @Override
        public String display() {
            return display.name();
        }

        @Override
        public Instant startedAt() {
            return Instant.EPOCH;
        }

        @Override
        public List<ProcessStatus> processes() {
            return List.of();
        }

        @Override
        public void startProcess(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void stopProcess(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void restartProcess(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public Optional<ProcessLog> log(String process) {
            return Optional.empty();
        }

        @Override
        public Path logs() {
            return folder;
        }

        @Override
        public void start(@Nullable Size size) {
            // it always runs
        }

        @Override
        public void stop() {
            // it always runs
        }
    }
}
