package org.pilothouse.agent.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.agent.files.FilesException.Problem;

class FileTreeTest {
    @TempDir
    Path temp;

    private Path home;
    private Path secret;
    private FileTree tree;

    @BeforeEach
    void plant() throws Exception {
        home = Files.createDirectory(temp.resolve("home")).toRealPath();
        secret = Files.writeString(temp.resolve("secret"), "secret");
        tree = new FileTree(home);
    }

    private static void refused(Problem problem, Executable deed) {
        FilesException refused = assertThrows(FilesException.class, deed);
        assertEquals(problem, refused.problem(), refused.getMessage());
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String text(String path) throws FilesException {
        return new String(tree.bytes(path, 1000), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsReadListedMovedCopiedAndDeleted() throws Exception {
        assertEquals(6, tree.write("a/b/grüße.txt", in("hällo")));
        assertEquals("hällo", text("a/b/grüße.txt"));
        assertEquals("hällo", text(home.resolve("a/b/grüße.txt").toString()), "absolute within the root");
        assertEquals(
                List.of("grüße.txt"),
                tree.list("a/b").stream().map(FileFacts::name).toList());
        FileFacts facts = tree.info("a/b/grüße.txt");
        assertEquals("FILE 6 rw-r--r--", facts.kind() + " " + facts.size() + " " + facts.permissions());
        tree.move("a/b/grüße.txt", "a/c.txt");
        refused(Problem.NOT_FOUND, () -> tree.info("a/b/grüße.txt"));
        tree.copy("a", "copy");
        assertEquals("hällo", text("copy/c.txt"));
        tree.move("copy", "a/b");
        assertEquals("hällo", text("a/b/copy/c.txt"), "into a folder that is there");
        refused(Problem.CONFLICT, () -> tree.delete("a", false));
        tree.delete("a", true);
        assertEquals(List.of(), tree.list("."));
    }

    @Test
    void nothingIsOverwrittenByMovingAndWritingKeepsPermissions() throws Exception {
        tree.write("x", in("1"));
        tree.write("y", in("2"));
        refused(Problem.CONFLICT, () -> tree.move("x", "y"));
        refused(Problem.CONFLICT, () -> tree.copy("x", "y"));
        tree.permissions("x", "600", null, null);
        tree.write("x", in("new"));
        assertEquals("rw-------", tree.info("x").permissions());
        assertEquals("new", text("x"));
        refused(Problem.INVALID, () -> tree.permissions("x", "888", null, null));
        refused(Problem.INVALID, () -> tree.permissions("x", null, "nobody-at-all", null));
        tree.makeFolder("deep/er", "700");
        assertEquals("rwx------", tree.info("deep/er").permissions());
        tree.makeFolder("deep/er", null);
        refused(Problem.CONFLICT, () -> tree.makeFolder("x/y", null));
        refused(Problem.INVALID, () -> tree.move("deep", "deep/er/in"));
        refused(Problem.INVALID, () -> tree.write("deep", in("")));
        refused(Problem.INVALID, () -> tree.bytes("deep", 9));
        refused(Problem.TOO_LARGE, () -> tree.bytes("x", 2));
        refused(Problem.DENIED, () -> tree.delete(home.toString(), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret",
                "a/../../secret",
                "/etc/passwd",
                "/",
                "link",
                "folder/secret",
                "chain",
                "./folder/../folder/secret"
            })
    void noWayLeadsOut(String path) throws Exception {
        Files.createSymbolicLink(home.resolve("link"), secret);
        Files.createSymbolicLink(home.resolve("folder"), temp);
        Files.createSymbolicLink(home.resolve("chain"), Path.of("link"));
        refused(Problem.OUTSIDE, () -> tree.bytes(path, 1000));
        refused(Problem.OUTSIDE, () -> tree.list(path));
        refused(Problem.OUTSIDE, () -> tree.write(path + (path.endsWith("/") ? "x" : ""), in("mine")));
        refused(Problem.OUTSIDE, () -> tree.permissions(path, "777", null, null));
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void linksWithinAreFollowedAndLinksOutCanBeDeleted() throws Exception {
        tree.write("real/file", in("x"));
        Files.createSymbolicLink(home.resolve("in"), Path.of("real"));
        Files.createSymbolicLink(home.resolve("out"), secret);
        assertEquals("x", text("in/file"));
        tree.write("in/file", in("y"));
        assertEquals("y", text("real/file"));
        assertEquals(FileFacts.Kind.LINK, tree.info("out").kind());
        tree.delete("out", true);
        tree.copy("in", "in2");
        assertTrue(Files.isSymbolicLink(home.resolve("in2")), "a link is copied as one");
        tree.delete("in", true);
        assertEquals("y", text("real/file"));
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void whatIsNoFileIsNotOpened() throws Exception {
        new ProcessBuilder("mkfifo", home.resolve("pipe").toString()).start().waitFor();
        refused(Problem.INVALID, () -> tree.read("pipe"));
        refused(Problem.NOT_FOUND, () -> tree.read("ghost"));
        refused(Problem.NOT_FOUND, () -> tree.read("ghost/ghost"));
        refused(Problem.INVALID, () -> tree.read(""));
        refused(Problem.INVALID, () -> tree.read("a\0b"));
        refused(Problem.INVALID, () -> tree.write("x".repeat(300), in("")));
    }

    @Test
    void halfAnUploadLeavesTheOldFileAndNothingElse() throws Exception {
        tree.write("f", in("old"));
        InputStream breaks = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the connection broke");
                }
                return 'x';
            }
        };
        refused(Problem.FAILED, () -> tree.write("f", breaks));
        assertEquals("old", text("f"));
        assertEquals(1, tree.list(".").size(), "no rest of it");
    }

    @Test
    void aFullDiskIsSaid() throws Exception {
        IOException full = new java.nio.file.FileSystemException("f", null, "No space left on device");
        assertEquals(Problem.FULL, FilesException.of("f", full).problem());
        assertEquals(
                Problem.FULL,
                FilesException.of("f", new IOException("No space left on device"))
                        .problem());
    }

    /** A link within is swapped for one that leads out, over and over, while files behind it are used. */
    @Test
    void aLinkThatIsPutThereMeanwhileLeadsNowhere() throws Exception {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("f"), "outside");
        tree.write("real/f", in("inside"));
        Path there = Files.createSymbolicLink(home.resolve("d"), Path.of("real"));
        AtomicBoolean going = new AtomicBoolean(true);
        Thread swapper = Thread.ofPlatform().start(() -> {
            try {
                while (going.get()) {
                    Path good = Files.createSymbolicLink(home.resolve("l"), Path.of("real"));
                    Files.move(good, there, StandardCopyOption.ATOMIC_MOVE);
                    Path bad = Files.createSymbolicLink(home.resolve("l"), outside);
                    Files.move(bad, there, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 3000; i++) {
            try {
                if (random.nextBoolean()) {
                    assertEquals("inside", text("d/f"));
                    read++;
                } else {
                    tree.write("d/f", in("inside"));
                }
            } catch (FilesException e) {
                // refused: it led out just then
            }
        }
        going.set(false);
        swapper.join();
        assertTrue(read > 0);
        assertEquals("outside", Files.readString(outside.resolve("f")));
        try (var files = Files.list(outside)) {
            assertEquals(1, files.count(), "nothing was written there");
        }
    }

    @Test
    void searchesFindNamesAndLinesAndSayWhenThatIsNotAll() throws Exception {
        FileSearch search = new FileSearch(tree);
        tree.write("src/Main.java", in("class Main {\n  // fix me\n}\n"));
        tree.write("src/deep/Other.java", in("fix me\r\nand fix me\n"));
        Files.write(home.resolve("src/binary"), new byte[] {'f', 'i', 'x', ' ', 'm', 'e', (byte) 0xff});
        Files.createSymbolicLink(home.resolve("src/loop"), Path.of("."));
        assertEquals(
                List.of("Main.java", "Other.java"),
                search.names(".", "*.java").results().stream()
                        .map(f -> f.getFileName().toString())
                        .sorted()
                        .toList());
        assertEquals(1, search.names("src", "ther").results().size(), "a plain text is part of a name");
        refused(Problem.INVALID, () -> search.names(".", "[x"));
        refused(Problem.INVALID, () -> search.names(".", ""));
        refused(Problem.OUTSIDE, () -> search.names("..", "x"));
        List<FileSearch.Match> matches = search.contents("src", "fix me").results();
        assertEquals(3, matches.size(), matches.toString());
        assertTrue(matches.contains(new FileSearch.Match(home.resolve("src/Main.java"), 2, "  // fix me")));
        assertEquals(1, search.contents("src/Main.java", "Main").results().size(), "in a file");
        for (int i = 0; i <= FileSearch.MAX_RESULTS; i++) {
            Files.createFile(home.resolve("n" + i));
        }
        FileSearch.Found<Path> many = search.names(".", "n*");
        assertFalse(many.complete());
        assertEquals(FileSearch.MAX_RESULTS, many.results().size());
    }

    @Test
    void replacingDoesWhatItCanAndSaysTheRest() throws Exception {
        tree.write("one", in("a.b.c a.b"));
        Files.setPosixFilePermissions(home.resolve("one"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.write(home.resolve("two"), new byte[] {(byte) 0xff, 'a', '.'});
        Files.createSymbolicLink(home.resolve("out"), secret);
        List<FileSearch.Replaced> results =
                new FileSearch(tree).replace(List.of("one", "two", "ghost", "out"), "a.b", "$1\\");
        assertEquals("$1\\.c $1\\", text("one"));
        assertEquals("rwxr-x---", tree.info("one").permissions());
        assertEquals(
                List.of(true, false, false, false),
                results.stream().map(FileSearch.Replaced::success).toList());
        assertEquals(2, results.getFirst().count());
        assertArrayEquals(new byte[] {(byte) 0xff, 'a', '.'}, Files.readAllBytes(home.resolve("two")));
        assertEquals("secret", Files.readString(secret));
    }
}
