package org.pilothouse.agent.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.exec.LogEntry;
import org.pilothouse.agent.exec.LogEntry.Stream;

/**
 * Finds what one command wrote in what its shell wrote. The shell puts a mark before and after it, on both streams:
 * {@code RS secret:command:begin RS}, {@code RS secret:command:exit-code RS}. Not safe for use by several threads.
 */
final class MarkedOutput {
    private static final byte RS = 0x1e;
    private static final String BEGIN = "begin";
    private static final int MAX_MARK = 160;

    private final String mine;
    private final String anyones;
    private final BiConsumer<Stream, byte[]> output;
    private final Map<Stream, Part> parts = new EnumMap<>(Stream.class);
    private @Nullable Integer exitCode;

    /**
     * @param output told what the command wrote, in pieces
     */
    MarkedOutput(String secret, String command, BiConsumer<Stream, byte[]> output) {
        this.anyones = secret + ":";
        this.mine = secret + ":" + command + ":";
        this.output = output;
    }

    void take(LogEntry entry) {
        parts.computeIfAbsent(entry.stream(), Part::new).take(entry.data());
    }

    /** The exit code, once all that it wrote was seen. */
    OptionalInt exitCode() {
        boolean all = parts.size() == 2 && parts.values().stream().allMatch(part -> part.ended);
        return all && exitCode != null ? OptionalInt.of(exitCode) : OptionalInt.empty();
    }

    private final class Part {
        private final Stream stream;
        /** What may be the beginning of a mark. */
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
        private boolean within;
        private boolean ended;

        Part(Stream stream) {
            this.stream = stream;
        }

        void take(byte[] data) {
            for (byte b : data) {
                if (held.size() == 0 && b != RS) {
                    plain.write(b);
                } else if (held.size() == 0) {
                    held.write(b);
                } else {
                    held.write(b);
                    if (b == RS) {
                        closed();
                    } else if (held.size() > MAX_MARK) {
                        plain.writeBytes(held.toByteArray());
                        held.reset();
                    }
                }
            }
            flush();
        }

        /** A second RS was met: what is held is a mark, or it is not and this one may begin one. */
        private void closed() {
            byte[] bytes = held.toByteArray();
            String text = new String(bytes, 1, bytes.length - 2, StandardCharsets.UTF_8);
            held.reset();
            if (text.startsWith(mine)) {
                mark(text.substring(mine.length()));
            } else if (!text.startsWith(anyones)) {
                plain.write(bytes, 0, bytes.length - 1);
                held.write(RS);
            }
        }

        private void mark(String word) {
            flush();
            if (word.equals(BEGIN)) {
                within = true;
            } else {
                within = false;
                ended = true;
                exitCode = Integer.valueOf(word);
            }
        }

        private void flush() {
            if (within && plain.size() > 0) {
                output.accept(stream, plain.toByteArray());
            }
            plain.reset();
        }
    }
}
