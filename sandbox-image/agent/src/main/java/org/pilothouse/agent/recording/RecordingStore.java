package org.pilothouse.agent.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.recording.Recording.Status;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.protocol.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Films on the disk: {@code rec_7.mp4} and beside it {@code rec_7.json}, which says what it is. A film that nobody
 * ended, since the agent or the container did before, is mended when it is found. Not safe for use by several threads.
 */
final class RecordingStore {
    private static final Pattern DESCRIPTION = Pattern.compile("rec_([0-9]{1,9})\\.json");
    private static final String LAST = "last";
    private static final Logger log = LoggerFactory.getLogger(RecordingStore.class);

    private final Path folder;
    private final Map<Integer, Recording> recordings = new TreeMap<>();
    private int last;

    /**
     * @throws IOException where the folder can be neither read nor made
     */
    RecordingStore(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        last = readLast();
        try (var files = Files.newDirectoryStream(folder, "rec_*.json")) {
            for (Path file : files) {
                Matcher name = DESCRIPTION.matcher(file.getFileName().toString());
                if (name.matches()) {
                    find(Integer.parseInt(name.group(1)), file);
                }
            }
        }
    }

    private void find(int number, Path file) throws IOException {
        Recording found = read("rec_" + number, file);
        if (found == null) {
            return;
        }
        last = Math.max(last, number);
        if (found.status() == Status.RECORDING) {
            save(mend(found));
        } else {
            recordings.put(number, found);
        }
    }

    /** Of a film that nobody ended: what is whole of it. */
    private Recording mend(Recording found) {
        Path film = file(found.id());
        long millis = 0;
        long bytes = 0;
        try {
            millis = Mp4Repair.repair(film);
            bytes = Files.size(film);
        } catch (IOException e) {
            log.warn("cannot mend {}: {}", film, e.toString());
        }
        log.info("found {}, which was interrupted after {} ms", found.id(), millis);
        return new Recording(
                found.id(),
                millis > 0 ? Status.INTERRUPTED : Status.FAILED,
                found.label(),
                found.fileName(),
                found.size(),
                found.fps(),
                bytes,
                Duration.ofMillis(millis),
                found.startedAt(),
                found.startedAt().plusMillis(millis),
                millis > 0
                        ? "It was interrupted: the agent ended meanwhile. What was recorded until then can be played."
                        : "It was interrupted before there was a picture.");
    }

    /** A number that was never used; remembered before anything bears it. */
    String newId() throws IOException {
        write(folder.resolve(LAST), Integer.toString(last + 1));
        last++;
        return "rec_" + last;
    }

    Path file(String id) {
        return folder.resolve(id + ".mp4");
    }

    Path folder() {
        return folder;
    }

    /** The oldest first. */
    List<Recording> list() {
        return List.copyOf(recordings.values());
    }

    Optional<Recording> get(String id) {
        return recordings.values().stream().filter(r -> r.id().equals(id)).findFirst();
    }

    void save(Recording recording) throws IOException {
        recordings.put(number(recording.id()), recording);
        write(folder.resolve(recording.id() + ".json"), toJson(recording));
    }

    /** The film goes first: a description without a film can be removed again, a film without one would be lost. */
    void delete(String id) throws IOException {
        Files.deleteIfExists(file(id));
        Files.deleteIfExists(folder.resolve(id + ".json"));
        recordings.remove(number(id));
    }

    /** Removes the oldest films that are over the limits, so that one more has room. */
    void makeRoom(RecordingLimits limits) throws IOException {
        List<Recording> oldestFirst = recordings.values().stream()
                .filter(r -> r.status() != Status.RECORDING)
                .sorted(Comparator.comparing(r -> number(r.id())))
                .toList();
        long bytes = oldestFirst.stream().mapToLong(Recording::bytes).sum();
        int count = oldestFirst.size();
        for (Recording recording : oldestFirst) {
            if (bytes <= limits.keptBytes() && count < limits.keptFiles()) {
                return;
            }
            log.info("removing {} to make room", recording.id());
            delete(recording.id());
            bytes -= recording.bytes();
            count--;
        }
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.indexOf('_') + 1));
    }

    private int readLast() throws IOException {
        try {
            return Integer.parseInt(Files.readString(folder.resolve(LAST)).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            log.warn("{} is damaged; counting from what is there", folder.resolve(LAST));
            return 0;
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String toJson(Recording r) {
        ObjectNode json = Json.LENIENT.createObjectNode();
        json.put("status", r.status().name());
        json.put("label", r.label());
        json.put("width", r.size().width());
        json.put("height", r.size().height());
        json.put("fps", r.fps());
        json.put("bytes", r.bytes());
        json.put("millis", r.length().toMillis());
        json.put("startedAt", r.startedAt().toString());
        Instant end = r.endedAt();
        json.put("endedAt", end == null ? null : end.toString());
        json.put("problem", r.problem());
        return Json.LENIENT.writeValueAsString(json);
    }

    private static @Nullable Recording read(String id, Path file) {
        try {
            JsonNode json = Json.LENIENT.readTree(Files.readString(file));
            return new Recording(
                    id,
                    Status.valueOf(json.path("status").asString("")),
                    text(json, "label"),
                    id + ".mp4",
                    new Size(json.path("width").asInt(0), json.path("height").asInt(0)),
                    json.path("fps").asInt(0),
                    json.path("bytes").asLong(0),
                    Duration.ofMillis(json.path("millis").asLong(0)),
                    Instant.parse(json.path("startedAt").asString("")),
                    text(json, "endedAt") == null
                            ? null
                            : Instant.parse(json.path("endedAt").asString("")),
                    text(json, "problem"));
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeParseException e) {
            log.warn("cannot read {}; its film is not listed: {}", file, e.toString());
            return null;
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.asString() : null;
    }
}
