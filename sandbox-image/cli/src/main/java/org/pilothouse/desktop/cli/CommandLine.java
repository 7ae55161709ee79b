package org.pilothouse.desktop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.ArgumentException;
import org.pilothouse.desktop.action.Catalogue;
import org.pilothouse.desktop.action.Parameter;

/** What somebody wants who calls the program. */
sealed interface CommandLine {
    /** @param words of a command, or of the beginning of several */
    record Help(List<String> words) implements CommandLine {}

    /** The shell's part of completion. */
    record Complete() implements CommandLine {}

    /**
     * @param arguments by field
     * @param json whether the answer is shown as the agent gave it
     * @param file where a picture or film goes; {@code -} is standard output
     */
    record Call(
            Action action,
            Map<String, Object> arguments,
            boolean json,
            @Nullable String file) implements CommandLine {}

    /** Other names that people try. */
    Map<String, String> ALIASES = Map.of(
            "keyboard hotkey",
            "keyboard press",
            "display-info",
            "display info",
            "windows list",
            "windows",
            "recordings list",
            "recordings",
            "run",
            "process run",
            "version",
            "health");

    static CommandLine parse(String[] arguments) throws ArgumentException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        if (words.isEmpty() || words.getFirst().matches("help|-h|--help")) {
            return new Help(words.isEmpty() ? words : words.subList(1, words.size()));
        }
        if (words.getFirst().equals("completion")) {
            return new Complete();
        }
        if (words.contains("--help") && (!words.contains("--") || words.indexOf("--help") < words.indexOf("--"))) {
            return new Help(words.subList(0, words.indexOf("--help")));
        }
        boolean json = words.getFirst().equals("--json") && words.removeFirst() != null;
        return call(words, json);
    }

    private static CommandLine call(List<String> words, boolean json) throws ArgumentException {
        for (int length = Math.min(2, words.size()); length > 0; length--) {
            String command = String.join(" ", words.subList(0, length));
            Optional<Action> action = Catalogue.find(ALIASES.getOrDefault(command, command));
            if (action.isPresent()) {
                return new Arguments(action.get(), json).read(words.subList(length, words.size()));
            }
        }
        throw new ArgumentException(
                "there is no command '" + String.join(" ", words.subList(0, Math.min(2, words.size())))
                        + "'; pilothouse-desktop help lists them");
    }

    /** The words after a command. */
    final class Arguments {
        private final Action action;
        private final Map<String, Object> given = new LinkedHashMap<>();
        private boolean json;
        private @Nullable String file;

        Arguments(Action action, boolean json) {
            this.action = action;
            this.json = json;
        }

        Call read(List<String> words) throws ArgumentException {
            List<String> free = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (word.equals("--")) {
                    free.addAll(words.subList(i + 1, words.size()));
                    break;
                } else if (word.equals("--json")) {
                    json = true;
                } else if (word.equals("-o") || word.equals("--output")) {
                    file = value(words, ++i, word);
                } else if (word.startsWith("--")) {
                    i = option(words, i);
                } else if (collects() && free.size() >= needed().size()) {
                    // what follows belongs to the program that is to be run
                    free.addAll(words.subList(i, words.size()));
                    break;
                } else {
                    free.add(word);
                }
            }
            place(free);
            if (file != null && action.gives() == Action.Gives.JSON) {
                throw new ArgumentException(
                        "--output is for pictures and films; " + action.command() + " gives neither");
            }
            return new Call(action, given, json, file);
        }

        private int option(List<String> words, int at) throws ArgumentException {
            String[] parts = words.get(at).substring(2).split("=", 2);
            Parameter parameter = action.parameters().stream()
                    .filter(p -> p.option().equals(parts[0]))
                    .findFirst()
                    .orElseThrow(() -> new ArgumentException(action.command() + " has no option --" + parts[0]
                            + "; see pilothouse-desktop help " + action.command()));
            if (parameter.kind() == Parameter.Kind.FLAG) {
                given.put(parameter.field(), parts.length == 1 || Boolean.parseBoolean(parts[1]));
                return at;
            }
            if (parts.length == 2) {
                given.put(parameter.field(), parameter.parse(parts[1]));
                return at;
            }
            given.put(parameter.field(), parameter.parse(value(words, at + 1, words.get(at))));
            return at + 1;
        }

        private static String value(List<String> words, int at, String option) throws ArgumentException {
            if (at >= words.size()) {
                throw new ArgumentException(option + " wants a value");
            }
            return words.get(at);
        }

        private List<Parameter> needed() {
            return action.parameters().stream()
                    .filter(p -> p.required() && !given.containsKey(p.field()))
                    .toList();
        }

        private boolean collects() {
            return action.parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.WORDS);
        }

        private void place(List<String> free) throws ArgumentException {
            List<String> left = new ArrayList<>(free);
            for (Parameter parameter : needed()) {
                if (!left.isEmpty()) {
                    given.put(parameter.field(), parameter.parse(left.removeFirst()));
                }
            }
            Optional<Parameter> rest = action.parameters().stream()
                    .filter(p -> p.kind() == Parameter.Kind.WORDS)
                    .findFirst();
            if (rest.isPresent() && !left.isEmpty()) {
                given.put(rest.get().field(), List.copyOf(left));
            } else if (!left.isEmpty()) {
                throw new ArgumentException("'" + left.getFirst() + "' is too much for " + action.command()
                        + "; see pilothouse-desktop help " + action.command());
            }
        }
    }
}
