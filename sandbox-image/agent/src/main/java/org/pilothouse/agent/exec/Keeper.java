package org.pilothouse.agent.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.process.Proc;

/** Starts keepers: the small processes that each hold one of ours and outlive the agent. */
final class Keeper {
    private static final String SCRIPT = "keeper";

    private final Path script;
    private final Map<String, String> environment;
    private final Path home;
    private final Proc proc = new Proc();

    /**
     * @param folder where the script is put
     * @param environment of all programs, whole
     * @param home where programs begin that name no folder
     */
    Keeper(Path folder, Map<String, String> environment, Path home) throws IOException {
        this.script = folder.resolve(SCRIPT);
        this.environment = Map.copyOf(environment);
        this.home = home;
        try (InputStream text = Keeper.class.getResourceAsStream(SCRIPT)) {
            if (text == null) {
                throw new IOException("the keeper's script is missing from the agent");
            }
            Path fresh = folder.resolve(SCRIPT + ".new");
            Files.copy(text, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    Path home() {
        return home;
    }

    /** What a command gets; the mark tells later whose it is. */
    Map<String, String> environment(Command command, String mark) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(command.environment());
        all.put(Programs.MARK, mark);
        return all;
    }

    Path folder(Command command) {
        return command.folder() == null ? home : command.folder();
    }

    /**
     * Starts the process; when this returns it runs, or has run.
     *
     * @throws ExecException where the program cannot be started
     */
    void launch(ProcessFolder folder, ProcessRequest request, int logBytes) throws ExecException {
        Command command = request.command();
        Map<String, String> variables = environment(command, folder.mark());
        Programs.require(command.program(), variables, folder(command));
        try {
            folder.clear();
            List<String> words = new ArrayList<>(List.of("setsid", "perl", script.toString()));
            words.add(folder.path().toString());
            words.add(Integer.toString(logBytes));
            words.add(Long.toString(LogReader.lastSequence(folder.path()) + 1));
            words.add(Long.toString(System.currentTimeMillis()));
            switch (request.input()) {
                case Input.None none -> words.add("none");
                case Input.Pipe pipe -> words.add("pipe");
                case Input.Terminal(int columns, int rows) -> {
                    words.add(columns + "x" + rows);
                    variables.putIfAbsent("TERM", "xterm-256color");
                }
            }
            words.addAll(request.resources().prefix());
            words.add(command.program());
            words.addAll(command.arguments());
            start(folder, command, variables, words);
        } catch (IOException e) {
            throw new ExecException(
                    ExecException.Problem.FAILED, "cannot start '" + command.program() + "': " + e.getMessage(), e);
        }
    }

    private void start(ProcessFolder folder, Command command, Map<String, String> variables, List<String> words)
            throws IOException, ExecException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder(command).toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectError(folder.path().resolve("keeper.err").toFile());
        Process keeper = builder.start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            if (line == null) {
                throw new IOException("its keeper ended: "
                        + Files.readString(folder.path().resolve("keeper.err")).strip());
            }
            if (line.startsWith("failed ")) {
                throw new ExecException(
                        ExecException.Problem.FAILED, "cannot start " + line.substring("failed ".length()));
            }
        }
    }

    /** Whether a keeper still runs; its number may be another's by now, which its words tell. */
    boolean runs(ProcessFolder folder, long pid) {
        return proc.stat(pid)
                        .filter(stat -> stat.state() != 'Z' && stat.state() != 'X')
                        .isPresent()
                && Programs.words(Path.of("/proc", Long.toString(pid), "cmdline"))
                        .contains(folder.path().toString());
    }

    /** Whether the process itself still is the one that was started. */
    boolean runs(ProcessFolder.Started started) {
        return proc.stat(started.pid())
                .filter(stat -> stat.startTicks() == started.ticks())
                .isPresent();
    }
}
