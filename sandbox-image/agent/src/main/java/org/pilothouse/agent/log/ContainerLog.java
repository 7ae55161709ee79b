package org.pilothouse.agent.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes the container's standard output: {@code 2026-11-21T02:03:04.005Z source text}, one line for each thing said.
 * Line breaks and other control characters are made visible, so that no program can fake a line of another source; a
 * line is at most {@value #MAX_LINE} characters. Safe for use by many threads.
 */
public final class ContainerLog {
    static final int MAX_LINE = 2000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final OutputStream out;

    public ContainerLog(OutputStream out) {
        this.out = out;
    }

    /** The log on standard output. Any number of these may be in use: each line is one write. */
    public static ContainerLog standardOutput() {
        return new ContainerLog(new FileOutputStream(FileDescriptor.out));
    }

    public void line(String source, CharSequence text) {
        line(Instant.now(), source, text);
    }

    void line(Instant at, String source, CharSequence text) {
        StringBuilder line = new StringBuilder(text.length() + 40);
        TIME.formatTo(at, line);
        line.append(' ').append(source).append(' ');
        int end = Math.min(text.length(), MAX_LINE);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                line.append(' ');
            } else if (Character.isISOControl(c)) {
                line.append(String.format("\\x%02x", (int) c));
            } else {
                line.append(c);
            }
        }
        if (end < text.length()) {
            line.append(" … (").append(text.length() - end).append(" characters more)");
        }
        line.append('\n');
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // Nobody reads the log any more, and there is no other place to say so.
        }
    }
}
