package org.pilothouse.agent.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.UserProcesses;

/** Processes by the names that users gave them. A name is a variable of the process, where the next agent finds it. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final UserProcesses processes;
    private final String variable;
    private final String what;

    /**
     * @param variable that holds the name
     * @param what has the name, for messages
     */
    Names(UserProcesses processes, String variable, String what) {
        this.processes = processes;
        this.variable = variable;
        this.what = what;
    }

    List<ProcessInfo> all() {
        return processes.list(info -> info.request().command().environment().containsKey(variable));
    }

    Optional<ProcessInfo> find(String name) {
        return all().stream().filter(info -> name(info).equals(name)).findFirst();
    }

    ProcessInfo get(String name) throws ExecException {
        return find(name)
                .orElseThrow(() ->
                        new ExecException(ExecException.Problem.NOT_FOUND, "there is no " + what + " '" + name + "'"));
    }

    String name(ProcessInfo info) {
        return info.request().command().environment().getOrDefault(variable, "");
    }

    void requireFree(String name) throws ExecException {
        if (!NAME.matcher(name).matches()) {
            throw ExecException.invalid("the id '" + name
                    + "' is not one: it must be 1 to 128 letters, digits, dots, hyphens and underscores");
        }
        if (find(name).isPresent()) {
            throw ExecException.conflict("there is a " + what + " '" + name + "' already");
        }
    }

    /** A shell that is in this image. */
    static String shell() {
        return Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
    }
}
