package org.pilothouse.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pilothouse.cli.UsageException;
import org.pilothouse.protocol.Json;
import tools.jackson.core.JacksonException;

/** JSON that is handed to a command. */
final class Documents {
    private static final String STANDARD_INPUT = "-";
    private static final String FILE = "@";

    private Documents() {}

    /** A text on the command line: itself, {@code @FILE}, or {@code -}. */
    static String text(String argument) {
        return argument.startsWith(FILE)
                ? file(argument.substring(1))
                : argument.equals(STANDARD_INPUT) ? file(argument) : argument;
    }

    /** What a file holds, {@code -} being standard input. */
    static String file(String name) {
        try {
            byte[] bytes = name.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("The file " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws UsageException where it is none, with the place */
    static <T> T parse(String what, String json, Class<T> type) {
        try {
            return Json.STRICT.readValue(json, type);
        } catch (JacksonException e) {
            throw new UsageException("That is no " + what + ": " + e.getOriginalMessage(), e);
        }
    }
}
