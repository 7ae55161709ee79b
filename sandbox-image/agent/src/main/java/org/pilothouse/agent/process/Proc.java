package org.pilothouse.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code /proc} says about processes. */
public final class Proc {
    /** Linux reports times to user space in hundredths of a second, whatever the kernel's own tick is. */
    private static final long TICK_MILLIS = 10;

    private final Path root;

    public Proc() {
        this(Path.of("/proc"));
    }

    Proc(Path root) {
        this.root = root;
    }

    /**
     * @param state {@code R}, {@code S}, {@code Z} (ended, not yet reaped) …
     */
    public record Stat(long pid, String command, char state, long parent, long session, long startTicks) {
        boolean ended() {
            return state == 'Z' || state == 'X';
        }
    }

    public Optional<Stat> stat(long pid) {
        try {
            String text =
                    Files.readString(root.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(parse(text));
        } catch (IOException | IllegalArgumentException e) {
            // No such process, or it went away while it was read.
            return Optional.empty();
        }
    }

    /** The command's name is in brackets and may itself hold spaces and brackets. */
    static Stat parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("not the form of /proc/<pid>/stat: " + text);
        }
        String[] fields = text.substring(close + 1).strip().split(" ", -1);
        if (fields.length < 20) {
            throw new IllegalArgumentException("too few fields in /proc/<pid>/stat: " + text);
        }
        // fields[0] is field 3 of proc(5)
        return new Stat(
                Long.parseLong(text.substring(0, open).strip()),
                text.substring(open + 1, close),
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19]));
    }

    /** Milliseconds since a process with these start ticks was started; at a resolution of 10 ms. */
    public long millisSince(long startTicks) throws IOException {
        String uptime = Files.readString(root.resolve("uptime"), StandardCharsets.ISO_8859_1);
        String seconds = uptime.substring(0, uptime.indexOf(' '));
        long now = Math.round(Double.parseDouble(seconds) * 1000);
        return Math.max(0, now - startTicks * TICK_MILLIS);
    }
}
