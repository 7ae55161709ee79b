package org.pilothouse.agent.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to be run; no shell reads the words.
 *
 * @param program a path, or a name to be looked for in {@code PATH}
 * @param folder where it begins; null for the home folder
 * @param environment added to what every program gets
 */
public record Command(
        String program, List<String> arguments, @Nullable Path folder, Map<String, String> environment) {
    private static final int MAX_WORDS = 4096;
    /** Linux takes no longer word. */
    private static final int MAX_WORD = 131_071;

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A command with nothing special. */
    public static Command of(String program, String... arguments) {
        return new Command(program, List.of(arguments), null, Map.of());
    }

    /**
     * @throws ExecException where it cannot be started whatever the machine does
     */
    void check() throws ExecException {
        if (program.isBlank()) {
            throw ExecException.invalid("command must not be empty");
        }
        checkWord("command", program);
        if (arguments.size() > MAX_WORDS) {
            throw ExecException.invalid("args must be at most " + MAX_WORDS + " words");
        }
        for (String argument : arguments) {
            checkWord("args", argument);
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw ExecException.invalid("env has the name '" + name + "', which no variable can have");
            }
            checkWord("env", name);
            checkWord("env", variable.getValue());
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw ExecException.invalid("cwd is '" + folder + "', which is not a folder");
        }
    }

    private static void checkWord(String field, String word) throws ExecException {
        if (word.indexOf('\0') >= 0) {
            throw ExecException.invalid(field + " must not hold a zero character");
        }
        if (word.length() > MAX_WORD) {
            throw ExecException.invalid(field + " has a word of more than " + MAX_WORD + " characters");
        }
    }
}
