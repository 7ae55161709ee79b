package org.pilothouse.agent.deck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.agent.files.FilesException;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;

/** {@code /files/upload}, {@code bulk-upload}, {@code bulk-download}: files as form data, never whole in memory. */
final class UploadRoutes {
    private static final String FORM = "multipart/form-data";
    private static final Pattern PART = Pattern.compile("files\\[(\\d{1,6})]\\.(path|file)");
    private static final int MAX_PARTS = 2000;
    private static final int IN_MEMORY = 64 << 10;

    private final FileTree tree;

    UploadRoutes(FileTree tree) {
        this.tree = tree;
    }

    record Target(
            @Field(required = true, least = 1, most = FileRoutes.MAX_PATH)
            String path) {}

    record Paths(
            @Field(required = true, least = 1, most = 1000, example = "[\"a.txt\",\"b.txt\"]")
            List<String> paths) {}

    record Uploaded(String path, long size) {}

    /**
     * @param error null where it went well
     */
    record BulkUploaded(
            String path,
            boolean success,
            long size,
            @Nullable String error) {}

    void addTo(Api api) {
        api.add(FileRoutes.file(Operation.post(
                                "/files/upload",
                                "Writes a file: the part file of a multipart/form-data body, or the body as it is")
                        .query(Target.class))
                .gives(Uploaded.class)
                .by((call, target) -> upload(call, target.path())));
        api.add(FileRoutes.file(Operation.post(
                        "/files/bulk-upload",
                        "Writes files: parts files[0].path, files[0].file and so on of a multipart/form-data body"))
                .gives(List.class)
                .by(this::bulkUpload));
        api.add(FileRoutes.file(Operation.post("/files/bulk-download", "Files as parts of multipart/form-data")
                        .body(Paths.class))
                .givesBytes(FORM)
                .audited(false)
                .by((_, asked) -> bulkDownload(asked.paths())));
    }

    private Uploaded upload(Call call, String path) throws FilesException {
        if (!isForm(call)) {
            return new Uploaded(path, tree.write(path, call.content()));
        }
        return form(call, parts -> {
            MultiPart.Part part = parts.getFirst("file");
            if (part == null) {
                throw Refusal.invalid("file", "the form has no part named file");
            }
            return new Uploaded(path, write(path, part));
        });
    }

    private Object bulkUpload(Call call) throws FilesException {
        if (!isForm(call)) {
            throw new Refusal(415, "unsupported_media_type", "The body must be " + FORM + ".");
        }
        return form(call, this::bulkUpload);
    }

    private List<BulkUploaded> bulkUpload(MultiPartFormData.Parts parts) {
        Map<Integer, String> paths = new TreeMap<>();
        Map<Integer, MultiPart.Part> files = new TreeMap<>();
        for (MultiPart.Part part : parts) {
            Matcher name = PART.matcher(part.getName() == null ? "" : part.getName());
            if (!name.matches()) {
                throw Refusal.invalid(
                        part.getName(), "the part " + part.getName() + " is not files[N].path or files[N].file");
            }
            Integer number = Integer.valueOf(name.group(1));
            if (name.group(2).equals("path")) {
                paths.put(number, part.getContentAsString(StandardCharsets.UTF_8));
            } else {
                files.put(number, part);
            }
        }
        if (files.isEmpty() || !files.keySet().equals(paths.keySet())) {
            throw Refusal.invalid("files", "each files[N].file needs a files[N].path, and there must be one at least");
        }
        List<BulkUploaded> results = new ArrayList<>();
        files.forEach((number, part) -> {
            String path = paths.getOrDefault(number, "");
            try {
                results.add(new BulkUploaded(path, true, write(path, part), null));
            } catch (FilesException e) {
                results.add(new BulkUploaded(path, false, 0, DeckRefusals.sentence(e)));
            }
        });
        return results;
    }

    private long write(String path, MultiPart.Part part) throws FilesException {
        try (InputStream in = Content.Source.asInputStream(part.newContentSource(null, 0, -1))) {
            return tree.write(path, in);
        } catch (IOException e) {
            throw new Refusal(400, "invalid_request", "The file did not arrive whole.");
        }
    }

    private static boolean isForm(Call call) {
        return call.header("Content-Type").orElse("").startsWith(FORM);
    }

    @FunctionalInterface
    private interface Deed<T> {
        T with(MultiPartFormData.Parts parts) throws FilesException;
    }

    /** Parts of some size are written to disk while they arrive. */
    private <T> T form(Call call, Deed<T> deed) throws FilesException {
        Path spool = null;
        try {
            spool = Files.createTempDirectory("pilothouse-upload");
            MultiPartConfig config = new MultiPartConfig.Builder()
                    .location(spool)
                    .maxParts(MAX_PARTS)
                    .maxMemoryPartSize(IN_MEMORY)
                    .maxPartSize(-1)
                    .maxSize(-1)
                    .build();
            try (MultiPartFormData.Parts parts = MultiPartFormData.getParts(
                    call.request(), call.request(), call.header("Content-Type").orElse(""), config)) {
                return deed.with(parts);
            }
        } catch (IOException e) {
            throw new Refusal(507, "insufficient_storage", "The upload cannot be taken: " + e.getMessage());
        } catch (RuntimeException e) { // Jetty has several for what is not a form
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            throw Refusal.invalid(null, "The body is not valid " + FORM + ".");
        } finally {
            remove(spool);
        }
    }

    private static void remove(@Nullable Path spool) {
        if (spool == null) {
            return;
        }
        try (var left = Files.list(spool)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            // It is in the folder of temporary files, which the container's end empties.
            org.slf4j.LoggerFactory.getLogger(UploadRoutes.class).debug("cannot remove {}", spool, e);
        }
    }

    private Answer bulkDownload(List<String> paths) {
        String boundary = "pilothouse-" + UUID.randomUUID();
        return new Answer.Stream(FORM + "; boundary=" + boundary, out -> {
            for (String path : paths) {
                part(out, boundary, path);
            }
            say(out, "--" + boundary + "--\r\n");
        });
    }

    /** One that cannot be read is a part named error, so that the others arrive all the same. */
    private void part(OutputStream out, String boundary, String path) throws IOException {
        String name = path.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\r\\n]", "_");
        try (FileChannel file = tree.read(path)) {
            say(
                    out,
                    "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
            Channels.newInputStream(file).transferTo(out);
        } catch (FilesException e) {
            say(
                    out,
                    "--" + boundary + "\r\nContent-Disposition: form-data; name=\"error\"; filename=\"" + name
                            + "\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + DeckRefusals.sentence(e));
        }
        say(out, "\r\n");
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
