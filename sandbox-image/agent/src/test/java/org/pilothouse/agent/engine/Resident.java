package org.pilothouse.agent.engine;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the agent holds in memory, as the kernel counts it.
 *
 * @param kilobytes by what they are for
 */
record Resident(Map<String, Long> kilobytes) {
    private static final Pattern MAPPING =
            Pattern.compile("[0-9a-f]+-[0-9a-f]+ (?<rights>\\S+) \\S+ \\S+ \\S+\\s*(?<file>.*)");
    private static final Pattern RSS = Pattern.compile("Rss:\\s+(\\d+) kB");

    static Resident of(Sandbox sandbox) throws Exception {
        Map<String, Long> kilobytes = new TreeMap<>();
        String use = "other";
        // The oldest: the command line is Java too.
        for (String line :
                sandbox.shell("cat /proc/$(pgrep -o -x java)/smaps").lines().toList()) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher rss = RSS.matcher(line);
            if (mapping.matches()) {
                use = use(mapping.group("rights"), mapping.group("file"));
            } else if (rss.matches()) {
                kilobytes.merge(use, Long.parseLong(rss.group(1)), Long::sum);
            }
        }
        return new Resident(kilobytes);
    }

    private static String use(String rights, String file) {
        if (file.endsWith(".aot")) {
            return "AOT cache";
        }
        if (file.startsWith("/SYSV")) {
            return "shared screen";
        }
        if (file.contains(".so") || file.endsWith("/modules")) {
            return "libraries";
        }
        if (file.equals("[heap]")) {
            return "malloc";
        }
        return rights.contains("x") ? "compiled code" : "heap, metaspace, threads";
    }

    double megabytes() {
        return kilobytes.values().stream().mapToLong(Long::longValue).sum() / 1024.0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f MB: ", megabytes())
                + kilobytes.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue() / 1024.0))
                        .collect(Collectors.joining(", "));
    }
}
