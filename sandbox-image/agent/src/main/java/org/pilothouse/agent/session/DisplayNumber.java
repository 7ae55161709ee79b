package org.pilothouse.agent.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which display the desktop gets: 1, unless that would be somebody else's. X clients first try an abstract socket, whose
 * name is one for a whole network namespace; in a container that shares the host's, display 1 can be the host's. Ours
 * has no abstract socket, so every one that there is belongs to another server.
 */
final class DisplayNumber {
    private static final int LAST = 99;
    private static final Logger log = LoggerFactory.getLogger(DisplayNumber.class);

    private DisplayNumber() {}

    static int choose() {
        return choose(Path.of("/proc/net/unix"), Path.of("/tmp/.X11-unix"));
    }

    /**
     * @param sockets the kernel's list of Unix sockets
     * @param folder where X servers of this container have theirs
     */
    static int choose(Path sockets, Path folder) {
        List<String> lines;
        try {
            lines = Files.readAllLines(sockets);
        } catch (IOException e) {
            log.warn("cannot read {}; taking display 1", sockets, e);
            return 1;
        }
        for (int number = 1; number <= LAST; number++) {
            // An agent that was restarted finds the server of the one before.
            if (Files.exists(folder.resolve("X" + number))) {
                return number;
            }
        }
        for (int number = 1; number <= LAST; number++) {
            String foreign = "@/tmp/.X11-unix/X" + number;
            if (lines.stream().noneMatch(line -> line.endsWith(foreign))) {
                if (number > 1) {
                    log.warn("another X server uses display 1 in this network namespace; taking display {}", number);
                }
                return number;
            }
        }
        return 1;
    }
}
