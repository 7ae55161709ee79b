package org.pilothouse.agent.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.exec.Command;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.LogEntry.Stream;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.ProcessRequest;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.exec.UserProcesses;

/**
 * Shells that carry out one command after the other and keep their folder and variables. They outlive the agent; which
 * commands they had is forgotten with it. Safe for use by many threads.
 */
public final class ShellSessions {
    private static final String NAME = "PILOTHOUSE_SHELL";
    private static final String SECRET = "PILOTHOUSE_SHELL_SECRET";
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final int MAX_COMMANDS = 1000;
    /** Marks go to descriptors of their own, so that a command may send the shell's output elsewhere. */
    private static final String PREAMBLE = """
            exec 8>&1 9>&2
            __pilothouse_mark() { printf '\\036%s:%s\\036' "$1" "$2" >&8; printf '\\036%s:%s\\036' "$1" "$2" >&9; }
            unset PILOTHOUSE_SHELL PILOTHOUSE_SHELL_SECRET
            """;

    private final UserProcesses processes;
    private final Names names;
    private final Map<String, Map<String, ShellCommand>> commands = new ConcurrentHashMap<>();

    /**
     * @param since sequence after which what it wrote is to be found
     */
    private record ShellCommand(String id, String text, long since) {}

    /** A session, as it is now. */
    public record Session(String id, boolean running, List<CommandState> commands) {}

    /** A command of a session. */
    public record CommandState(
            String id, String command, @Nullable Integer exitCode) {}

    public ShellSessions(UserProcesses processes) {
        this.processes = processes;
        this.names = new Names(processes, NAME, "session");
    }

    /**
     * @throws ExecException where the id is taken or cannot be one, or no shell can be started
     */
    public void create(String id) throws ExecException, InterruptedException {
        ProcessInfo shell;
        synchronized (this) {
            names.requireFree(id);
            String secret = UUID.randomUUID().toString();
            Command command = new Command(Names.shell(), List.of(), null, Map.of(NAME, id, SECRET, secret));
            shell = processes.start(ProcessRequest.of(command, new Input.Pipe()));
            commands.remove(id);
        }
        processes.input(shell.id(), PREAMBLE.getBytes(StandardCharsets.UTF_8));
    }

    public List<Session> list() throws ExecException, InterruptedException {
        List<Session> sessions = new ArrayList<>();
        for (ProcessInfo info : names.all()) {
            sessions.add(session(info));
        }
        return sessions;
    }

    public Session get(String id) throws ExecException, InterruptedException {
        return session(names.get(id));
    }

    private Session session(ProcessInfo info) throws ExecException, InterruptedException {
        String id = names.name(info);
        List<CommandState> states = new ArrayList<>();
        for (String command : commandsOf(id).keySet().toArray(String[]::new)) {
            states.add(command(id, command));
        }
        return new Session(id, info.running(), states);
    }

    /** Ends the shell and what it runs: politely, then not. */
    public void delete(String id) throws ExecException, InterruptedException {
        ProcessInfo info = names.get(id);
        if (processes.stop(info.id(), END_WITHIN).running()) {
            processes.kill(info.id(), END_WITHIN);
        }
        processes.remove(info.id());
        commands.remove(id);
    }

    /** Sends a command to the shell, which carries it out once it has done what came before; answers its id. */
    public String start(String id, String text) throws ExecException, InterruptedException {
        ProcessInfo info = names.get(id);
        if (!info.running()) {
            throw ExecException.conflict("the shell of session '" + id + "' has ended");
        }
        if (text.isBlank()) {
            throw ExecException.invalid("command must not be empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw ExecException.invalid("command must not hold a zero character");
        }
        Map<String, ShellCommand> known = commandsOf(id);
        if (known.size() >= MAX_COMMANDS) {
            known.remove(known.keySet().iterator().next());
        }
        String command = UUID.randomUUID().toString();
        String mark = "__pilothouse_mark " + secret(info) + ":" + command + " ";
        String quoted = "'" + text.replace("'", "'\\''") + "'";
        // "command" keeps a slip in the text from ending the shell; what it reads is not what the shell reads.
        String line = mark + "begin; command eval " + quoted + " </dev/null 8>&- 9>&-; " + mark + "$?\n";
        long since = processes.lastSequence(info.id());
        known.put(command, new ShellCommand(command, text, since));
        processes.input(info.id(), line.getBytes(StandardCharsets.UTF_8));
        return command;
    }

    /** What a command writes from its beginning. */
    public CommandFollower follow(String id, String command) throws ExecException {
        ProcessInfo info = names.get(id);
        ShellCommand known = known(id, command);
        return new CommandFollower(processes.follow(info.id(), List.of(), known.since()), secret(info), command);
    }

    /**
     * What a command wrote; its end is waited for at most so long.
     *
     * @param most bytes of each stream
     */
    public CommandOutput output(String id, String command, int most, Duration wait)
            throws ExecException, InterruptedException {
        ProcessInfo info = names.get(id);
        CommandFollower follower = follow(id, command);
        Collected collected = new Collected(most);
        long deadline = System.nanoTime() + wait.toNanos();
        try {
            List<CommandFollower.Piece> pieces = follower.next(wait);
            while (pieces != null && !(pieces.isEmpty() && System.nanoTime() >= deadline)) {
                pieces.forEach(collected::add);
                pieces = follower.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (IOException e) {
            throw new ExecException(
                    ExecException.Problem.FAILED, "cannot read what the command wrote: " + e.getMessage(), e);
        }
        Integer exitCode = follower.exitCode().isPresent()
                ? Integer.valueOf(follower.exitCode().getAsInt())
                : null;
        if (exitCode == null && follower.shellEnded()) {
            // The command ended its shell, as "exit" does.
            exitCode = processes.get(info.id()).exitCode();
        }
        return new CommandOutput(
                command,
                collected.text(collected.all),
                collected.text(collected.out),
                collected.text(collected.err),
                exitCode,
                collected.cut || follower.gap());
    }

    public CommandState command(String id, String command) throws ExecException, InterruptedException {
        ShellCommand known = known(id, command);
        return new CommandState(
                command, known.text(), output(id, command, 1, Duration.ZERO).exitCode());
    }

    private Map<String, ShellCommand> commandsOf(String id) {
        return commands.computeIfAbsent(id, _ -> Collections.synchronizedMap(new LinkedHashMap<>()));
    }

    private ShellCommand known(String id, String command) throws ExecException {
        names.get(id);
        ShellCommand known = commandsOf(id).get(command);
        if (known == null) {
            throw new ExecException(
                    ExecException.Problem.NOT_FOUND, "session '" + id + "' has no command '" + command + "'");
        }
        return known;
    }

    private static String secret(ProcessInfo info) {
        return info.request().command().environment().getOrDefault(SECRET, "");
    }

    private static final class Collected {
        private final int most;
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private boolean cut;

        Collected(int most) {
            this.most = most;
        }

        void add(CommandFollower.Piece piece) {
            add(piece.stream() == Stream.STDERR ? err : out, piece.data());
            add(all, piece.data());
        }

        private void add(ByteArrayOutputStream to, byte[] data) {
            int room = Math.min(data.length, most - to.size());
            to.write(data, 0, room);
            cut |= room < data.length;
        }

        String text(ByteArrayOutputStream bytes) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
