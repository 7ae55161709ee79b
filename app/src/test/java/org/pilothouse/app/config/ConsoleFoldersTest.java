package org.pilothouse.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleFoldersTest {
    private static final Path HOME = Path.of("/home/o");

    @Test
    void followsTheSpecification() {
        assertEquals(
                new ConsoleFolders(Path.of("/home/o/.config/pilothouse"), Path.of("/home/o/.local/state/pilothouse")),
                ConsoleFolders.of(Map.of(), HOME, null));
        assertEquals(
                new ConsoleFolders(Path.of("/c/pilothouse"), Path.of("/s/pilothouse")),
                ConsoleFolders.of(Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s"), HOME, null));
    }

    @Test
    void ignoresRelativePathsAndPutsTheOptionFirst() {
        assertEquals(
                new ConsoleFolders(Path.of("/home/o/.config/pilothouse"), Path.of("/given")),
                ConsoleFolders.of(
                        Map.of("XDG_CONFIG_HOME", "relative", "XDG_STATE_HOME", "/s"), HOME, Path.of("/given")));
    }
}
