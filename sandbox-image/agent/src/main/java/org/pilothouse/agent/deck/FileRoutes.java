package org.pilothouse.agent.deck;

import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.files.FileFacts;
import org.pilothouse.agent.files.FileSearch;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.agent.files.FilesException;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.FileAnswer;

/** {@code /files*}, but for uploads and bulk downloads. */
final class FileRoutes {
    static final int MAX_PATH = 4096;
    static final int MAX_FILES = 1000;
    static final int MAX_TEXT = 100_000;

    private final FileTree tree;
    private final FileSearch search;

    FileRoutes(FileTree tree) {
        this.tree = tree;
        this.search = new FileSearch(tree);
    }

    record OptionalPlace(
            @Field(value = "The folder of all files where absent", most = MAX_PATH) @Nullable
            String path) {}

    record Place(
            @Field(required = true, least = 1, most = MAX_PATH, example = "\"notes.txt\"")
            String path) {}

    record Deletion(
            @Field(required = true, least = 1, most = MAX_PATH)
            String path,

            @Field(value = "Also a folder with something in it", otherwise = "false") @Nullable
            Boolean recursive) {}

    record Pattern(
            @Field(required = true, least = 1, most = MAX_PATH)
            String path,

            @Field(required = true, least = 1, most = MAX_TEXT)
            String pattern) {}

    record Folder(
            @Field(required = true, least = 1, most = MAX_PATH)
            String path,

            @Field(value = "Three octal digits", most = 4) @Nullable
            String mode) {}

    record Move(
            @Field(required = true, least = 1, most = MAX_PATH)
            String source,

            @Field(required = true, least = 1, most = MAX_PATH)
            String destination) {}

    record Permissions(
            @Field(required = true, least = 1, most = MAX_PATH)
            String path,

            @Nullable String owner,
            @Nullable String group,

            @Field(value = "Three octal digits", most = 4) @Nullable
            String mode) {}

    record Replace(
            @Field(required = true, least = 1, most = MAX_FILES, example = "[\"notes.txt\"]")
            List<String> files,

            @Field(required = true, least = 1, most = MAX_TEXT, example = "\"old\"")
            String pattern,

            @Field(required = true, most = MAX_TEXT, example = "\"new\"")
            String newValue) {}

    record Info(
            String name,
            @Field("Bytes") long size,
            @Field("As ls -l shows it") String mode,
            Instant modTime,
            boolean isDir,
            String owner,
            String group,
            @Field("Octal digits") String permissions) {
        static Info of(FileFacts facts) {
            String letters = facts.permissions();
            int bits = 0;
            for (int i = 0; i < letters.length(); i++) {
                bits = bits << 1 | (letters.charAt(i) == '-' ? 0 : 1);
            }
            char kind =
                    switch (facts.kind()) {
                        case FOLDER -> 'd';
                        case LINK -> 'l';
                        case FILE -> '-';
                        case OTHER -> '?';
                    };
            return new Info(
                    facts.name(),
                    facts.size(),
                    kind + letters,
                    facts.modified(),
                    facts.kind() == FileFacts.Kind.FOLDER,
                    facts.owner(),
                    facts.group(),
                    String.format("%04o", bits));
        }
    }

    record Match(String file, int line, String content) {}

    record Names(
            List<String> files,

            @Field("There when there are more than are answered") @Nullable
            Boolean truncated) {}

    void addTo(Api api) {
        for (String path : List.of("/files", "/files/")) {
            api.add(file(Operation.get(path, "What is in a folder").query(OptionalPlace.class))
                    .gives(List.class)
                    .by((_, asked) -> list(asked.path())));
            api.add(file(Operation.delete(path, "Deletes a file or a folder").query(Deletion.class))
                    .givesBytes()
                    .by((_, asked) -> {
                        tree.delete(asked.path(), Boolean.TRUE.equals(asked.recursive()));
                        return new Answer.Nothing();
                    }));
        }
        api.add(file(Operation.get("/files/info", "A file or folder").query(Place.class))
                .gives(Info.class)
                .by((_, asked) -> Info.of(tree.info(asked.path()))));
        api.add(file(Operation.get("/files/download", "A file, or the part that a Range header asks for")
                        .query(Place.class))
                .givesBytes("application/octet-stream")
                .by(this::download));
        api.add(file(Operation.get("/files/find", "Lines that hold a text, in the files below a folder")
                        .query(Pattern.class))
                .gives(List.class)
                .by((_, asked) -> find(asked)));
        api.add(file(Operation.get("/files/search", "Files below a folder, by name")
                        .query(Pattern.class))
                .gives(Names.class)
                .by((_, asked) -> names(asked)));
        changes(api);
    }

    private void changes(Api api) {
        api.add(file(Operation.post("/files/folder", "Makes a folder and those that it is in")
                        .query(Folder.class))
                .gives(201, Map.class)
                .by((_, asked) -> {
                    tree.makeFolder(asked.path(), asked.mode());
                    return Map.of("path", asked.path());
                }));
        api.add(file(Operation.post("/files/move", "Moves a file or folder; nothing is overwritten")
                        .query(Move.class))
                .gives(Map.class)
                .by((_, asked) -> {
                    tree.move(asked.source(), asked.destination());
                    return Map.of("path", asked.destination());
                }));
        api.add(file(Operation.post("/files/permissions", "Changes who may use a file")
                        .query(Permissions.class))
                .gives(Info.class)
                .by((_, asked) -> {
                    tree.permissions(asked.path(), asked.mode(), asked.owner(), asked.group());
                    return Info.of(tree.info(asked.path()));
                }));
        api.add(file(Operation.post("/files/replace", "Replaces a text by another in files")
                        .body(Replace.class))
                .gives(List.class)
                .by((_, asked) -> search.replace(asked.files(), asked.pattern(), asked.newValue())));
    }

    static <T> Operation<T> file(Operation<T> operation) {
        return operation
                .tag("files")
                .refuses(403, "permission_denied")
                .refuses(404, "not_found")
                .refuses(409, "conflict")
                .refuses(507, "insufficient_storage");
    }

    private List<Info> list(@Nullable String path) throws FilesException {
        String folder = path == null || path.isEmpty() ? tree.root().toString() : path;
        return tree.list(folder).stream().map(Info::of).toList();
    }

    private Answer download(Call call, Place asked) throws Exception {
        FileChannel file = tree.read(asked.path());
        return FileAnswer.of(call, file, asked.path(), "application/octet-stream");
    }

    private List<Match> find(Pattern asked) throws FilesException {
        return search.contents(asked.path(), asked.pattern()).results().stream()
                .map(match -> new Match(match.file().toString(), match.line(), match.content()))
                .toList();
    }

    private Names names(Pattern asked) throws FilesException {
        FileSearch.Found<java.nio.file.Path> found = search.names(asked.path(), asked.pattern());
        return new Names(
                found.results().stream().map(java.nio.file.Path::toString).toList(), found.complete() ? null : true);
    }
}
