package org.pilothouse.agent.v1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.files.FileFacts;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.agent.files.FilesException;
import org.pilothouse.agent.files.TarUnpacking;
import org.pilothouse.http.Call;
import org.pilothouse.http.FileAnswer;
import org.pilothouse.http.Refusal;

/** {@code /v1/fs/*}: files as sandbox-agent's clients see them; below the home folder alone. */
public final class FileFace implements Api.Face {
    static final int MAX_PATH = 4096;
    private static final String PREFIX = "/v1/fs/";
    private static final String BYTES = "application/octet-stream";

    private final FileTree tree;

    public FileFace(FileTree tree) {
        this.tree = tree;
    }

    /** What there is at a path; what a link leads to. */
    enum Type {
        FILE,
        DIRECTORY;

        static Type of(FileFacts facts) {
            boolean folder = facts.kind() == FileFacts.Kind.FOLDER
                    || (facts.kind() == FileFacts.Kind.LINK && Files.isDirectory(facts.path()));
            return folder ? DIRECTORY : FILE;
        }
    }

    record OptionalPlace(
            @Field(
                    value = "Relative to the home folder, or absolute and within it; that folder where absent",
                    most = MAX_PATH)
            @Nullable
            String path) {}

    record Place(
            @Field(required = true, least = 1, most = MAX_PATH, example = "\"notes.txt\"")
            String path) {}

    record Deletion(
            @Field(required = true, least = 1, most = MAX_PATH)
            String path,

            @Field(value = "Also a folder with something in it", otherwise = "false") @Nullable
            Boolean recursive) {}

    record Move(
            @Field(required = true, least = 1, most = MAX_PATH, example = "\"notes.txt\"")
            String from,

            @Field(required = true, least = 1, most = MAX_PATH, example = "\"old/notes.txt\"")
            String to,

            @Field(value = "In place of a file or an empty folder that is there", otherwise = "false") @Nullable
            Boolean overwrite) {}

    record Entry(
            @Field(required = true) String name,
            @Field(required = true) String path,
            @Field(required = true) Type entryType,
            @Field(required = true, value = "Bytes") long size,
            @Nullable Instant modified) {
        static Entry of(FileFacts facts) {
            return new Entry(facts.name(), facts.path().toString(), Type.of(facts), facts.size(), facts.modified());
        }
    }

    record Stat(
            @Field(required = true) String path,
            @Field(required = true) Type entryType,
            @Field(required = true, value = "Bytes") long size,
            @Nullable Instant modified) {
        static Stat of(FileFacts facts) {
            return new Stat(facts.path().toString(), Type.of(facts), facts.size(), facts.modified());
        }
    }

    record Acted(@Field(required = true) String path) {}

    record Moved(
            @Field(required = true) String from,
            @Field(required = true) String to) {}

    record Written(
            @Field(required = true) String path,
            @Field(required = true) long bytesWritten) {}

    record Unpacked(
            @Field(required = true) List<String> paths,

            @Field(required = true, value = "Whether there was more than the 10,000 entries that are unpacked")
            boolean truncated) {}

    @Override
    public void addTo(Api api) {
        api.explain(FileFace::refusal);
        api.add(file(Operation.get(PREFIX + "entries", "What is in a folder").query(OptionalPlace.class))
                .gives(List.class)
                .by((_, at) ->
                        tree.list(folder(at.path())).stream().map(Entry::of).toList()));
        api.add(file(Operation.get(PREFIX + "stat", "A file or folder").query(Place.class))
                .gives(Stat.class)
                .by((_, at) -> Stat.of(tree.info(at.path()))));
        api.add(file(Operation.get(PREFIX + "file", "A file, or the part that a Range header asks for")
                        .query(Place.class))
                .givesBytes(BYTES)
                .by((call, at) -> FileAnswer.of(call, tree.read(at.path()), at.path(), BYTES)));
        api.add(file(Operation.put(PREFIX + "file", "Writes a file, whole or not at all")
                        .query(Place.class))
                .takesBytes(BYTES)
                .gives(Written.class)
                .by((call, at) -> new Written(at.path(), write(call, at.path()))));
        api.add(file(Operation.delete(PREFIX + "entry", "Deletes a file or a folder")
                        .query(Deletion.class))
                .gives(Acted.class)
                .by((_, at) -> {
                    tree.delete(at.path(), Boolean.TRUE.equals(at.recursive()));
                    return new Acted(at.path());
                }));
        api.add(file(Operation.post(PREFIX + "mkdir", "Makes a folder and those that it is in")
                        .query(Place.class))
                .gives(Acted.class)
                .by((_, at) -> {
                    tree.makeFolder(at.path(), null);
                    return new Acted(at.path());
                }));
        api.add(file(Operation.post(PREFIX + "move", "Gives a file or folder another path")
                        .body(Move.class))
                .gives(Moved.class)
                .by((_, move) -> {
                    tree.rename(move.from(), move.to(), Boolean.TRUE.equals(move.overwrite()));
                    return new Moved(move.from(), move.to());
                }));
        api.add(file(Operation.post(PREFIX + "upload-batch", "Unpacks a tar archive into a folder")
                        .query(OptionalPlace.class))
                .takesBytes("application/x-tar")
                .gives(Unpacked.class)
                .by((call, at) -> unpack(call, folder(at.path()))));
    }

    private static <T> Operation<T> file(Operation<T> operation) {
        return operation
                .tag("files")
                .refuses(403, "permission_denied")
                .refuses(404, "not_found")
                .refuses(409, "conflict")
                .refuses(413, "too_large")
                .refuses(507, "insufficient_storage");
    }

    private String folder(@Nullable String path) {
        return path == null || path.isEmpty() ? tree.root().toString() : path;
    }

    private long write(Call call, String path) throws FilesException, IOException {
        try (InputStream content = call.content()) {
            return tree.write(path, content);
        }
    }

    private Unpacked unpack(Call call, String folder) throws FilesException, IOException {
        try (InputStream archive = call.content()) {
            TarUnpacking.Unpacked unpacked = new TarUnpacking(tree, folder).unpack(archive);
            return new Unpacked(unpacked.paths(), !unpacked.complete());
        }
    }

    private static Optional<Refusal> refusal(Exception exception) {
        if (!(exception instanceof FilesException e)) {
            return Optional.empty();
        }
        String sentence = DesktopRefusals.sentence(e);
        return Optional.of(
                switch (e.problem()) {
                    case INVALID -> new Refusal(400, "invalid_request", sentence, "path", Map.of());
                    case NOT_FOUND -> Refusal.notFound(sentence);
                    case OUTSIDE, DENIED -> new Refusal(403, "permission_denied", sentence);
                    case CONFLICT -> Refusal.conflict(sentence);
                    case TOO_LARGE -> new Refusal(413, "too_large", sentence);
                    case FULL -> new Refusal(507, "insufficient_storage", sentence);
                    case FAILED -> new Refusal(500, e.problem().name().toLowerCase(Locale.ROOT), sentence);
                });
    }
}
