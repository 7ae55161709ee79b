package org.pilothouse.app.logs;

import java.time.Instant;
import java.util.regex.Pattern;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

/**
 * One line of a log, ready to be shown.
 *
 * @param stream {@code stdout}, {@code stderr} or {@code gateway}
 * @param text without terminal colours
 */
public record LogEntry(long sequence, Instant at, String stream, String text, Level level) {
    private static final Pattern TERMINAL_CODES = Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]");
    private static final Pattern ERROR =
            Pattern.compile("\\b(?:ERROR|FATAL|SEVERE|CRITICAL|PANIC)\\b|\\bException\\b|^\\s*Error:");
    private static final Pattern WARNING = Pattern.compile("\\b(?:WARN|WARNING)\\b");
    private static final Pattern DEBUG = Pattern.compile("\\b(?:DEBUG|TRACE)\\b");

    /** How much a line matters, as far as its words tell. */
    public enum Level {
        ERROR,
        WARNING,
        INFO,
        DEBUG
    }

    static LogEntry of(LogLine line) {
        String text = TERMINAL_CODES.matcher(line.line()).replaceAll("").replace("\t", "    ");
        return new LogEntry(line.sequence(), line.at(), line.stream(), text, level(text));
    }

    private static Level level(String text) {
        if (ERROR.matcher(text).find()) {
            return Level.ERROR;
        }
        if (WARNING.matcher(text).find()) {
            return Level.WARNING;
        }
        return DEBUG.matcher(text).find() ? Level.DEBUG : Level.INFO;
    }
}
