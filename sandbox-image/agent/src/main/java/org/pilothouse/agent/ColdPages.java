package org.pilothouse.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.ffi.LibC;

/**
 * Lets go of pages of the AOT cache and the JVM's library that nobody has written to: the start needs most of them, and
 * few are needed again. They are the files' own, so they come back by themselves, without the disk as long as the machine
 * has them in its cache; other sandboxes keep theirs.
 */
final class ColdPages {
    private static final Pattern MAPPING =
            Pattern.compile("(?<start>[0-9a-f]+)-(?<end>[0-9a-f]+) r-[-x]p \\S+ \\S+ [1-9]\\d*\\s+(?<file>/.*)");
    private static final Pattern HEADER = Pattern.compile("[0-9a-f]+-[0-9a-f]+ .*");
    private static final Pattern OURS = Pattern.compile(".*(\\.aot|/libjvm\\.so)");
    /** Written to, such as when the JVM had to put the cache elsewhere and mend its pointers: these would be lost. */
    private static final Pattern WRITTEN = Pattern.compile("(Private_Dirty|Anonymous|Swap):\\s+[1-9]\\d* kB");

    private ColdPages() {}

    /** Some five milliseconds. */
    static void release() throws IOException {
        try (BufferedReader maps = Files.newBufferedReader(Path.of("/proc/self/smaps"))) {
            Mapping current = null;
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                if (HEADER.matcher(line).matches()) {
                    release(current);
                    current = mapping(line);
                } else if (WRITTEN.matcher(line).matches()) {
                    current = null;
                }
            }
            release(current);
        }
    }

    private record Mapping(long start, long length) {}

    private static @Nullable Mapping mapping(String line) {
        Matcher matcher = MAPPING.matcher(line);
        if (!matcher.matches() || !OURS.matcher(matcher.group("file")).matches()) {
            return null;
        }
        long start = Long.parseUnsignedLong(matcher.group("start"), 16);
        return new Mapping(start, Long.parseUnsignedLong(matcher.group("end"), 16) - start);
    }

    private static void release(@Nullable Mapping mapping) {
        if (mapping != null) {
            LibC.forgetPages(mapping.start(), mapping.length());
        }
    }
}
