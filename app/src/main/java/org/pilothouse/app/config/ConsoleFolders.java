package org.pilothouse.app.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where things are kept, after the XDG base directory specification.
 *
 * @param config settings and secrets
 * @param state the local gateway's data, and logs
 */
public record ConsoleFolders(Path config, Path state) {
    private static final String NAME = "pilothouse";

    /**
     * @param environment such as {@link System#getenv()}
     * @param givenState from the command line
     */
    public static ConsoleFolders of(Map<String, String> environment, Path home, @Nullable Path givenState) {
        Path config = base(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"));
        Path state =
                base(environment.get("XDG_STATE_HOME"), home.resolve(".local").resolve("state"));
        return new ConsoleFolders(
                config.resolve(NAME), givenState == null ? state.resolve(NAME) : givenState.toAbsolutePath());
    }

    /** The specification says that relative paths are to be ignored. */
    private static Path base(@Nullable String given, Path otherwise) {
        return given == null || given.isEmpty() || !Path.of(given).isAbsolute() ? otherwise : Path.of(given);
    }
}
