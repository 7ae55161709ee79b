package org.pilothouse.agent.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each stage was first reached, in milliseconds since the container's start. Written to a file, once the desktop
 * is painted, which a restarted agent reads, so that the times stay those of the container's start. Safe for use by
 * many threads.
 */
public final class Stages {
    private static final Pattern ENTRY = Pattern.compile("\"([a-z_]+)\"\\s*:\\s*([0-9]+)");
    private static final Logger log = LoggerFactory.getLogger(Stages.class);

    private final Path file;
    private final LongSupplier sinceStart;
    private final Map<Stage, Long> reached = Collections.synchronizedMap(new EnumMap<>(Stage.class));

    /**
     * @param file the ready file
     * @param sinceStart milliseconds since the container's start
     */
    public Stages(Path file, LongSupplier sinceStart) {
        this.file = file;
        this.sinceStart = sinceStart;
        read();
    }

    /** Notes the time of a stage, the first time only; true if it was that. */
    public boolean reach(Stage stage) {
        if (reached.putIfAbsent(stage, sinceStart.getAsLong()) != null) {
            return false;
        }
        if (reached.containsKey(Stage.PAINTED)) {
            write();
        }
        return true;
    }

    public boolean has(Stage stage) {
        return reached.containsKey(stage);
    }

    /** Milliseconds by stage name, in order. */
    public Map<String, Long> millis() {
        synchronized (reached) {
            Map<String, Long> named = new LinkedHashMap<>();
            reached.forEach((stage, millis) -> named.put(stage.wire(), millis));
            return named;
        }
    }

    private void write() {
        String json = millis().entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                .collect(Collectors.joining(",", "{", "}\n"));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, json);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.warn("cannot write {}", file, e);
        }
    }

    private void read() {
        try {
            Matcher entries = ENTRY.matcher(Files.readString(file));
            while (entries.find()) {
                for (Stage stage : Stage.values()) {
                    if (stage.wire().equals(entries.group(1))) {
                        reached.put(stage, Long.valueOf(entries.group(2)));
                    }
                }
            }
        } catch (NoSuchFileException e) {
            // the container's first agent, or the first was not ready
        } catch (IOException | NumberFormatException e) {
            log.warn("cannot read {}", file, e);
        }
    }
}
