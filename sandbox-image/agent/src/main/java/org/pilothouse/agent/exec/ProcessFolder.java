package org.pilothouse.agent.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** The files of one process: what was asked for, and what its keeper notes. */
record ProcessFolder(Path path) {

    /**
     * @param ticks of the process's start
     * @param terminal path of its terminal, or {@code -}
     */
    record Started(long keeper, long pid, long ticks, String terminal) {}

    /** How a process ended. */
    record Ended(boolean bySignal, int number, Instant at) {
        int exitCode() {
            return bySignal ? 128 + number : number;
        }
    }

    String id() {
        return String.valueOf(path.getFileName());
    }

    /** What all its processes bear; other agents on the machine have other folders. */
    String mark() {
        return path.toString();
    }

    Path input() {
        return path.resolve("in");
    }

    Path request() {
        return path.resolve("request.json");
    }

    Optional<Started> started() throws IOException {
        return words("started")
                .map(w -> new Started(Long.parseLong(w[0]), Long.parseLong(w[1]), Long.parseLong(w[2]), w[3]));
    }

    Optional<Ended> ended() throws IOException {
        return words("exit")
                .map(w -> new Ended(
                        w[0].equals("signal"), Integer.parseInt(w[1]), Instant.ofEpochMilli(Long.parseLong(w[2]))));
    }

    private Optional<String[]> words(String name) throws IOException {
        try {
            return Optional.of(Files.readString(path.resolve(name), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", -1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(Path file, String text) throws IOException {
        Path fresh = path.resolve(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes room for another start: what tells of the last one goes. */
    void clear() throws IOException {
        Files.deleteIfExists(path.resolve("started"));
        Files.deleteIfExists(path.resolve("exit"));
    }

    void delete() throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // somebody was faster
        }
    }
}
