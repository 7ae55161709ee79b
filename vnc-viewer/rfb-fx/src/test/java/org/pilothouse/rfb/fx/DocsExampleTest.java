package org.pilothouse.rfb.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in docs/viewer.md is what a stranger copies first. */
class DocsExampleTest {
    private static final List<String> IMPORTS = List.of(
            "java.time.Duration",
            "javafx.application.Application",
            "javafx.scene.Scene",
            "javafx.scene.layout.BorderPane",
            "javafx.stage.Stage",
            "org.pilothouse.rfb.*",
            "org.pilothouse.rfb.fx.*");

    @TempDir
    Path directory;

    @Test
    void itCompilesAndHasNoMoreThanTwentyLines() throws Exception {
        String docs = Files.readString(Path.of("..", "..", "docs", "viewer.md"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(docs);
        assertTrue(block.find(), "docs/viewer.md has an example");
        String example = block.group(1);
        assertTrue(example.lines().filter(line -> !line.isBlank()).count() <= 20, "an example of twenty lines at most");
        assertEquals("", problems(imports() + example));
    }

    /** What the compiler has to say; in a process of its own, as its module is not read here. */
    private String problems(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("Desktop.java"), source);
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        Process compiler = new ProcessBuilder(
                        javac, "-proc:none", "-d", directory.toString(), "-cp", path(), file.toString())
                .redirectErrorStream(true)
                .start();
        String messages = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return compiler.waitFor() == 0 ? "" : messages;
    }

    private static String imports() {
        return IMPORTS.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }

    /** What this test runs with, on whichever path it is. */
    private static String path() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(name -> System.getProperty(name, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
