package org.pilothouse.agent.exec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A process that is to run in the background.
 *
 * @param input what its standard input is
 * @param interactive said by whoever started it, for those who look; it changes nothing here
 * @param timeout after which it is ended; null for none
 */
public record ProcessRequest(
        Command command,
        Input input,
        boolean interactive,
        Owner owner,
        RestartPolicy restart,
        ResourceLimits resources,
        @Nullable Duration timeout) {

    /** Where a process reads from. */
    public sealed interface Input {
        /** Nothing to read. */
        record None() implements Input {}

        /** What is sent to it, until it is closed. */
        record Pipe() implements Input {}

        /** A terminal, which is its output too. */
        record Terminal(int columns, int rows) implements Input {
            public static final int DEFAULT_COLUMNS = 80;
            public static final int DEFAULT_ROWS = 24;
            static final int MAX_EDGE = 1000;

            static void check(int columns, int rows) throws ExecException {
                ExecLimits.between("cols", columns, 1, MAX_EDGE);
                ExecLimits.between("rows", rows, 1, MAX_EDGE);
            }
        }
    }

    /** For whom a process runs. */
    public enum Owner {
        USER,
        DESKTOP,
        SYSTEM
    }

    /** When a process that ended by itself is started again. */
    public enum RestartPolicy {
        NEVER,
        ON_FAILURE,
        ALWAYS
    }

    /** As people start programs. */
    public static ProcessRequest of(Command command, Input input) {
        return new ProcessRequest(command, input, false, Owner.USER, RestartPolicy.NEVER, ResourceLimits.NONE, null);
    }

    public boolean onTerminal() {
        return input instanceof Input.Terminal;
    }

    void check() throws ExecException {
        command.check();
        resources.check();
        if (input instanceof Input.Terminal(int columns, int rows)) {
            Input.Terminal.check(columns, rows);
        }
        if (timeout != null && !timeout.isPositive()) {
            throw ExecException.invalid("timeoutMs must be more than 0");
        }
    }
}
