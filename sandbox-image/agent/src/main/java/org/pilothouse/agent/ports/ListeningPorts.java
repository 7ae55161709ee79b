package org.pilothouse.agent.ports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** TCP ports that are listened on, as {@code /proc/net} tells. */
public final class ListeningPorts {
    private static final String LISTEN = "0A";

    private final Path folder;

    public ListeningPorts() {
        this(Path.of("/proc/net"));
    }

    ListeningPorts(Path folder) {
        this.folder = folder;
    }

    /** All of them, on whichever address. */
    public SortedSet<Integer> all() throws IOException {
        SortedSet<Integer> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            read(folder.resolve(table), ports);
        }
        return ports;
    }

    private static void read(Path table, SortedSet<Integer> ports) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(table, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            // a kernel without IPv6
            return;
        }
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            // sl local_address rem_address st …
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 3 && fields[3].equals(LISTEN)) {
                ports.add(HexFormat.fromHexDigits(fields[1], fields[1].lastIndexOf(':') + 1, fields[1].length()));
            }
        }
    }
}
