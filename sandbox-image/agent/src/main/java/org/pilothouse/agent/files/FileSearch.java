package org.pilothouse.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Searches files by name and by what is in them, and replaces in them. Every search has its bounds. */
public final class FileSearch {
    static final int MAX_RESULTS = 10_000;
    private static final int MAX_VISITED = 500_000;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_FILE = 10 << 20;
    private static final int MAX_LINE = 500;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FileTree tree;

    public FileSearch(FileTree tree) {
        this.tree = tree;
    }

    /**
     * @param line from 1
     * @param content of the line, its beginning
     */
    public record Match(Path file, int line, String content) {}

    /**
     * What was found.
     *
     * @param complete whether that is all, or a bound was met
     */
    public record Found<T>(List<T> results, boolean complete) {}

    /**
     * Files and folders whose names match.
     *
     * @param pattern of a name, with {@code *}, {@code ?}, {@code []} and {@code {}}; a plain text matches names that
     *     hold it
     */
    public Found<Path> names(String path, String pattern) throws FilesException {
        Root.Place place = tree.insides().existing(path);
        PathMatcher matcher = matcher(pattern);
        List<Path> results = new ArrayList<>();
        return walk(place, results, (file, _) -> {
            if (!file.equals(place.path()) && matcher.matches(file.getFileName())) {
                results.add(file);
            }
        });
    }

    private static PathMatcher matcher(String pattern) throws FilesException {
        if (pattern.isEmpty()) {
            throw FilesException.invalid("pattern must not be empty");
        }
        boolean plain = pattern.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
        if (plain) {
            return name -> name.toString().contains(pattern);
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new FilesException(
                    FilesException.Problem.INVALID, "pattern is not a pattern of names: " + e.getDescription(), e);
        }
    }

    /** Lines that hold a text, in the text files below a folder, or in a file. */
    public Found<Match> contents(String path, String text) throws FilesException {
        if (text.isEmpty()) {
            throw FilesException.invalid("pattern must not be empty");
        }
        Root.Place place = tree.insides().existing(path);
        List<Match> results = new ArrayList<>();
        return walk(place, results, (file, facts) -> {
            if (facts.isRegularFile() && facts.size() <= MAX_FILE) {
                text(file).ifPresent(content -> matches(file, content, text, results));
            }
        });
    }

    private static void matches(Path file, String content, String text, List<Match> results) {
        if (!content.contains(text)) {
            return;
        }
        int number = 0;
        for (String line : (Iterable<String>) content.lines()::iterator) {
            number++;
            if (line.contains(text) && results.size() < MAX_RESULTS) {
                String shown = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line;
                results.add(new Match(file, number, shown));
            }
        }
    }

    /** What a text file says; empty for others. */
    private Optional<String> text(Path file) {
        try (FileChannel channel =
                tree.insides().open(new Root.Place(file.toString(), file), Set.of(StandardOpenOption.READ))) {
            byte[] bytes = Channels.newInputStream(channel).readNBytes(MAX_FILE);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            // gone, or not ours to read: as with any search
            return Optional.empty();
        }
    }

    /**
     * How a replacement in one file went.
     *
     * @param error null where it went well, also where there was nothing to replace
     */
    public record Replaced(
            String file,
            boolean success,
            int count,
            @Nullable String error) {}

    /** Replaces a text by another in these files; one that fails does not hold up the others. */
    public List<Replaced> replace(List<String> files, String text, String by) throws FilesException {
        if (text.isEmpty()) {
            throw FilesException.invalid("pattern must not be empty");
        }
        List<Replaced> results = new ArrayList<>();
        for (String file : files) {
            try {
                results.add(new Replaced(file, true, replace(file, text, by), null));
            } catch (FilesException e) {
                results.add(new Replaced(file, false, 0, e.getMessage()));
            }
        }
        return results;
    }

    private int replace(String file, String text, String by) throws FilesException {
        byte[] bytes = tree.bytes(file, MAX_FILE);
        String before;
        try {
            before = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FilesException(FilesException.Problem.INVALID, "'" + file + "' is not a text in UTF-8", e);
        }
        int count = 0;
        for (int at = before.indexOf(text); at >= 0; at = before.indexOf(text, at + text.length())) {
            count++;
        }
        if (count > 0) {
            byte[] after = before.replace(text, by).getBytes(StandardCharsets.UTF_8);
            tree.write(file, new java.io.ByteArrayInputStream(after));
        }
        return count;
    }

    @FunctionalInterface
    private interface Visit {
        void visit(Path file, BasicFileAttributes facts);
    }

    /** Links are not followed. */
    private static <T> Found<T> walk(Root.Place place, List<T> results, Visit visit) throws FilesException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        class Walk extends SimpleFileVisitor<Path> {
            private int visited;
            private boolean complete = true;

            private FileVisitResult look(Path file, BasicFileAttributes facts) {
                if (results.size() >= MAX_RESULTS || ++visited > MAX_VISITED || System.nanoTime() > deadline) {
                    complete = false;
                    return FileVisitResult.TERMINATE;
                }
                visit.visit(file, facts);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
                return look(folder, facts);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                return look(file, facts);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // gone, or not ours to read: as with any search
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        }
        Walk walk = new Walk();
        try {
            Files.walkFileTree(place.path(), Set.of(), MAX_DEPTH, walk);
        } catch (IOException e) {
            throw FilesException.of(place.asked(), e);
        }
        return new Found<>(List.copyOf(results), walk.complete);
    }
}
