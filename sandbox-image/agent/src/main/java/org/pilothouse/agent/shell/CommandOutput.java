package org.pilothouse.agent.shell;

import org.jspecify.annotations.Nullable;

/**
 * What a command of a session wrote.
 *
 * @param exitCode null while it runs
 * @param output both streams, as the shell wrote them
 * @param truncated whether there was more than is kept or answered
 */
public record CommandOutput(
        String command,
        String output,
        String stdout,
        String stderr,
        @Nullable Integer exitCode,
        boolean truncated) {}
