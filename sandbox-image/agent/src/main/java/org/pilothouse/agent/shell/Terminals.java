package org.pilothouse.agent.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.exec.Command;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.LogFollower;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.ProcessRequest;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.exec.UserProcesses;

/** Shells on terminals, to which several people may be attached at once. Safe for use by many threads. */
public final class Terminals {
    private static final String NAME = "PILOTHOUSE_TERMINAL";
    private static final Duration END_WITHIN = Duration.ofSeconds(2);
    /** What somebody who attaches later sees of what was written before. */
    private static final int ENTRIES_BEFORE = 200;

    private final UserProcesses processes;
    private final Names names;
    /** Not started before somebody attaches. */
    private final Map<String, Terminal> waiting = new ConcurrentHashMap<>();

    private final Map<String, Input.Terminal> sizes = new ConcurrentHashMap<>();

    /**
     * A terminal, as it is now.
     *
     * @param environment beside what every program gets
     * @param lazy it waits for somebody to attach
     */
    public record Terminal(
            String id,
            @Nullable Path folder,
            Map<String, String> environment,
            int columns,
            int rows,
            Instant createdAt,
            boolean active,
            boolean lazy,
            @Nullable Integer exitCode) {}

    public Terminals(UserProcesses processes) {
        this.processes = processes;
        this.names = new Names(processes, NAME, "terminal");
    }

    /**
     * @param lazy not to be started before somebody attaches
     */
    public synchronized Terminal create(
            String id, @Nullable Path folder, Map<String, String> environment, int columns, int rows, boolean lazy)
            throws ExecException {
        names.requireFree(id);
        if (waiting.containsKey(id)) {
            throw ExecException.conflict("there is a terminal '" + id + "' already");
        }
        Terminal terminal = new Terminal(id, folder, environment, columns, rows, Instant.now(), false, lazy, null);
        if (lazy) {
            waiting.put(id, terminal);
            return terminal;
        }
        return start(terminal);
    }

    private Terminal start(Terminal terminal) throws ExecException {
        Map<String, String> environment = new HashMap<>(terminal.environment());
        environment.put(NAME, terminal.id());
        Command shell = new Command(Names.shell(), List.of("-i"), terminal.folder(), environment);
        return terminal(
                processes.start(ProcessRequest.of(shell, new Input.Terminal(terminal.columns(), terminal.rows()))));
    }

    public List<Terminal> list() {
        List<Terminal> all = new ArrayList<>(waiting.values());
        names.all().forEach(info -> all.add(terminal(info)));
        return all;
    }

    public Terminal get(String id) throws ExecException {
        Terminal unborn = waiting.get(id);
        return unborn == null ? terminal(names.get(id)) : unborn;
    }

    private Terminal terminal(ProcessInfo info) {
        Command command = info.request().command();
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.remove(NAME);
        Input.Terminal size = sizes.getOrDefault(
                info.id(), info.request().input() instanceof Input.Terminal first ? first : new Input.Terminal(80, 24));
        return new Terminal(
                names.name(info),
                command.folder(),
                environment,
                size.columns(),
                size.rows(),
                info.createdAt(),
                info.running(),
                false,
                info.exitCode());
    }

    /** Ends it and what runs on it. */
    public synchronized void delete(String id) throws ExecException, InterruptedException {
        if (waiting.remove(id) != null) {
            return;
        }
        String process = names.get(id).id();
        // An interactive shell does not end for TERM.
        if (names.get(id).running()) {
            processes.signal(process, 1);
        }
        if (processes.await(process, END_WITHIN).running()) {
            processes.kill(process, END_WITHIN);
        }
        processes.remove(process);
        sizes.remove(process);
    }

    /** Gives it another size. */
    public synchronized Terminal resize(String id, int columns, int rows) throws ExecException {
        Terminal unborn = waiting.get(id);
        if (unborn != null) {
            Terminal next = new Terminal(
                    id, unborn.folder(), unborn.environment(), columns, rows, unborn.createdAt(), false, true, null);
            waiting.put(id, next);
            return next;
        }
        ProcessInfo info = names.get(id);
        processes.resize(info.id(), columns, rows);
        sizes.put(info.id(), new Input.Terminal(columns, rows));
        return terminal(info);
    }

    /** What it shows, from a little before now; starts it where it was not. */
    public synchronized LogFollower attach(String id) throws ExecException {
        Terminal unborn = waiting.get(id);
        if (unborn != null) {
            start(unborn);
            waiting.remove(id);
        }
        ProcessInfo info = names.get(id);
        if (!info.running()) {
            throw ExecException.conflict("terminal '" + id + "' has ended");
        }
        long since = Math.max(0, processes.lastSequence(info.id()) - ENTRIES_BEFORE);
        return processes.follow(info.id(), List.of(), since);
    }

    /** Types into it. */
    public void input(String id, byte[] data) throws ExecException, InterruptedException {
        processes.input(names.get(id).id(), data);
    }
}
