package org.pilothouse.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which processes were stopped on purpose, in a file, so that they stay stopped when the agent is started anew. The file
 * ends with the container. Safe for use by many threads.
 */
final class StoppedNames {
    private static final Logger log = LoggerFactory.getLogger(StoppedNames.class);

    private final @Nullable Path file;
    private final Set<String> names = new TreeSet<>();

    /**
     * @param file null to forget at the end
     */
    StoppedNames(@Nullable Path file) {
        this.file = file;
        if (file == null) {
            return;
        }
        try {
            names.addAll(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            // nothing was stopped
        } catch (IOException e) {
            log.warn("cannot read {}; everything is started", file, e);
        }
    }

    synchronized boolean contains(String name) {
        return names.contains(name);
    }

    synchronized void set(String name, boolean stopped) {
        boolean news = stopped ? names.add(name) : names.remove(name);
        if (news && file != null) {
            try {
                Path next = file.resolveSibling(file.getFileName() + ".next");
                Files.write(next, names);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                log.warn("cannot write {}; another agent will not know what was stopped", file, e);
            }
        }
    }
}
