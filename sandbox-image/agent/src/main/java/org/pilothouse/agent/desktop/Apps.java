package org.pilothouse.agent.desktop;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pilothouse.agent.exec.Command;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.ProcessRequest;
import org.pilothouse.agent.exec.ResourceLimits;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.process.Proc;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XWindow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts applications on the desktop. Safe for use by many threads. */
public final class Apps {
    private static final Logger log = LoggerFactory.getLogger(Apps.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.+-]+");
    private static final Pattern EXEC = Pattern.compile("(?m)^Exec=(.+)$");
    private static final List<String> OPENERS = List.of("xdg-open", "exo-open", "gio");
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);
    private static final Duration WINDOW_WITHIN = Duration.ofSeconds(5);

    private final UserProcesses processes;
    private final Windows windows;
    private final Map<String, String> environment;
    private final Proc proc = new Proc();

    /**
     * @param environment of programs on the desktop: where programs and applications are looked for
     */
    public Apps(UserProcesses processes, Windows windows, Map<String, String> environment) {
        this.processes = processes;
        this.windows = windows;
        this.environment = Map.copyOf(environment);
    }

    /** There is no such application. */
    public static final class UnknownException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownException(String message) {
            super(message);
        }
    }

    /** There is nothing that opens files and addresses. */
    public static final class NoOpenerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoOpenerException() {
            super("There is nothing installed that opens files and addresses: " + String.join(", ", OPENERS) + ".");
        }
    }

    /**
     * Starts an application.
     *
     * @param app a program in {@code PATH}, a path, or the name of a desktop entry
     */
    public ProcessInfo launch(String app, List<String> arguments) throws UnknownException, ExecException {
        List<String> words = new ArrayList<>(find(app)
                .orElseThrow(() -> new UnknownException(
                        "There is no application '" + app + "'; name a program, a path or a desktop entry.")));
        words.addAll(arguments);
        return start(words);
    }

    /** Opens a file or an address with the application that is for it. */
    public ProcessInfo open(String target) throws NoOpenerException, ExecException {
        for (String opener : OPENERS) {
            if (inPath(opener)) {
                return start(opener.equals("gio") ? List.of(opener, "open", target) : List.of(opener, target));
            }
        }
        throw new NoOpenerException();
    }

    private ProcessInfo start(List<String> words) throws ExecException {
        Command command = new Command(words.getFirst(), words.subList(1, words.size()), null, Map.of());
        return processes.start(new ProcessRequest(
                command,
                new ProcessRequest.Input.None(),
                false,
                ProcessRequest.Owner.DESKTOP,
                ProcessRequest.RestartPolicy.NEVER,
                ResourceLimits.NONE,
                null));
    }

    private Optional<List<String>> find(String app) {
        if (app.indexOf('/') >= 0) {
            return Files.isExecutable(Path.of(app)) && !Files.isDirectory(Path.of(app))
                    ? Optional.of(List.of(app))
                    : Optional.empty();
        }
        if (!NAME.matcher(app).matches()) {
            return Optional.empty();
        }
        return inPath(app) ? Optional.of(List.of(app)) : desktopEntry(app);
    }

    private boolean inPath(String program) {
        return places("PATH", "/usr/local/bin:/usr/bin:/bin")
                .anyMatch(folder ->
                        Files.isRegularFile(folder.resolve(program)) && Files.isExecutable(folder.resolve(program)));
    }

    private Stream<Path> places(String variable, String otherwise) {
        return Arrays.stream(environment.getOrDefault(variable, otherwise).split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of);
    }

    /** Its command line, without the codes that stand for files (Desktop Entry Specification, Exec). */
    private Optional<List<String>> desktopEntry(String name) {
        String file = name.endsWith(".desktop") ? name : name + ".desktop";
        return places("XDG_DATA_DIRS", "/usr/local/share:/usr/share")
                .map(folder -> folder.resolve("applications").resolve(file))
                .filter(Files::isRegularFile)
                .findFirst()
                .flatMap(Apps::command);
    }

    private static Optional<List<String>> command(Path entry) {
        try {
            Matcher line = EXEC.matcher(Files.readString(entry));
            if (!line.find()) {
                return Optional.empty();
            }
            List<String> words = new ArrayList<>();
            for (String word : line.group(1).strip().split("\\s+", -1)) {
                if (!word.startsWith("%")) {
                    words.add(word.replace("\"", ""));
                }
            }
            return words.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(words));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * An application that can be started.
     *
     * @param id of its desktop entry, which {@link #launch} takes
     */
    public record Installed(String id, String name, List<String> categories) {}

    /** Applications with a desktop entry that menus show, by name. */
    public List<Installed> installed() {
        Map<String, Installed> all = new TreeMap<>();
        places("XDG_DATA_DIRS", "/usr/local/share:/usr/share")
                .map(folder -> folder.resolve("applications"))
                .filter(Files::isDirectory)
                .forEach(folder -> entries(folder).forEach(entry -> all.putIfAbsent(entry.id(), entry)));
        return all.values().stream()
                .sorted(Comparator.comparing(Installed::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private static List<Installed> entries(Path folder) {
        List<Installed> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.desktop")) {
            for (Path file : files) {
                entry(file).ifPresent(found::add);
            }
        } catch (IOException e) {
            log.debug("cannot look into {}", folder, e);
        }
        return found;
    }

    private static Optional<Installed> entry(Path file) {
        try {
            String text = Files.readString(file);
            boolean shown = value(text, "Type").equals("Application")
                    && !value(text, "NoDisplay").equals("true")
                    && !value(text, "Hidden").equals("true")
                    && !value(text, "Name").isEmpty();
            String id = file.getFileName().toString().replaceFirst("\\.desktop$", "");
            List<String> categories = Arrays.stream(value(text, "Categories").split(";", -1))
                    .filter(category -> !category.isEmpty())
                    .toList();
            return shown ? Optional.of(new Installed(id, value(text, "Name"), categories)) : Optional.empty();
        } catch (IOException e) { // also what is no UTF-8
            log.debug("cannot read {}", file, e);
            return Optional.empty();
        }
    }

    /** Of the first group, which is the entry itself; others are its further actions. */
    private static String value(String entry, String key) {
        for (String line : entry.lines().toList()) {
            if (line.startsWith("[") && !line.equals("[Desktop Entry]")) {
                break;
            }
            if (line.startsWith(key)
                    && line.substring(key.length()).stripLeading().startsWith("=")) {
                return line.substring(line.indexOf('=') + 1).strip();
            }
        }
        return "";
    }

    /**
     * A program with windows.
     *
     * @param pid 0 where it does not tell
     * @param program what the system calls it; empty where nobody knows
     */
    public record Running(long pid, String program, List<XWindow> windows) {}

    /** Programs that have windows now, by process. */
    public List<Running> running() throws XException, InterruptedException {
        Map<Long, List<XWindow>> byProcess = new LinkedHashMap<>();
        for (Windows.Seen seen : windows.all()) {
            byProcess
                    .computeIfAbsent(seen.window().pid(), _ -> new ArrayList<>())
                    .add(seen.window());
        }
        List<Running> running = new ArrayList<>();
        byProcess.forEach((pid, its) -> running.add(
                new Running(pid, proc.stat(pid).map(Proc.Stat::command).orElse(""), List.copyOf(its))));
        return running;
    }

    /** Windows that there are now, for {@link #awaitWindow}. */
    public Set<Long> windowsNow() throws XException, InterruptedException {
        Set<Long> ids = new HashSet<>();
        windows.list().forEach(seen -> ids.add(seen.window().id()));
        return ids;
    }

    /**
     * Waits for the first window of a process or of what that started; empty where there is none within five seconds, or
     * it has ended without one.
     *
     * @param before windows that do not count
     */
    public Optional<XWindow> awaitWindow(ProcessInfo process, Set<Long> before)
            throws ExecException, XException, InterruptedException {
        long deadline = System.nanoTime() + WINDOW_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            for (Windows.Seen seen : windows.list()) {
                if (!before.contains(seen.window().id()) && isOf(seen.window(), process)) {
                    return Optional.of(seen.window());
                }
            }
            Thread.sleep(LOOK_EVERY);
        }
        return Optional.empty();
    }

    /** Whether the window's program is the process, in its session, or nobody's that we know. */
    private boolean isOf(XWindow window, ProcessInfo process) {
        Long leader = process.pid();
        if (leader == null || window.pid() == 0) {
            return true;
        }
        return window.pid() == leader
                || proc.stat(window.pid()).map(stat -> stat.session() == leader).orElse(false);
    }
}
