package org.pilothouse.desktop.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.ArgumentException;
import org.pilothouse.desktop.action.Catalogue;
import org.pilothouse.desktop.action.Parameter;

/** What can be called, and how. */
final class Help {
    private static final String INTRODUCTION = """
            pilothouse-desktop - look at and work on this sandbox's desktop

              pilothouse-desktop COMMAND [ARGUMENT...] [--OPTION VALUE...]
              pilothouse-desktop help COMMAND

            """;
    private static final String OUTRODUCTION = """

              mcp                         serves these as tools of the Model Context Protocol over standard input and output
              completion bash             prints the shell's completion

            With --json the answer is JSON as the agent gave it; -o FILE says where a picture goes (- is standard output).
            Exit status: 0 done, 1 refused by the agent, 2 wrongly called, 69 the agent is not there.
            """;

    private Help() {}

    static String of(List<String> words) throws ArgumentException {
        String asked = String.join(" ", words);
        if (asked.isEmpty()) {
            return INTRODUCTION + list(Catalogue.actions()) + OUTRODUCTION;
        }
        String command = CommandLine.ALIASES.getOrDefault(asked, asked);
        List<Action> fitting = Catalogue.actions().stream()
                .filter(action ->
                        action.command().equals(command) || action.command().startsWith(command + " "))
                .toList();
        if (fitting.isEmpty()) {
            throw new ArgumentException("there is no command '" + asked + "'; pilothouse-desktop help lists them");
        }
        return fitting.size() == 1 ? one(fitting.getFirst()) : list(fitting);
    }

    private static String list(List<Action> actions) {
        return actions.stream()
                .map(action -> "  %-26s  %s%n".formatted(action.command(), action.does()))
                .collect(Collectors.joining());
    }

    private static String one(Action action) {
        StringBuilder text =
                new StringBuilder("pilothouse-desktop ").append(usage(action)).append("\n\n");
        text.append(action.does()).append('\n');
        if (!action.parameters().isEmpty()) {
            text.append('\n');
        }
        for (Parameter parameter : action.parameters()) {
            String name = parameter.required() ? parameter.placeholder() : "--" + parameter.option();
            text.append("  %-26s  %s%s%s%n"
                    .formatted(
                            name,
                            parameter.about(),
                            parameter.choices().isEmpty() || parameter.required()
                                    ? ""
                                    : " One of " + String.join(", ", parameter.choices()) + ".",
                            parameter.otherwise() == null ? "" : " Default: " + parameter.otherwise() + "."));
        }
        return text.toString();
    }

    static String usage(Action action) {
        String words = action.parameters().stream()
                .map(parameter -> {
                    String value = parameter.placeholder();
                    if (parameter.kind() == Parameter.Kind.WORDS) {
                        return "[-- " + value + "...]";
                    }
                    if (parameter.required()) {
                        return value;
                    }
                    return parameter.kind() == Parameter.Kind.FLAG
                            ? "[--" + parameter.option() + "]"
                            : "[--" + parameter.option() + " " + value + "]";
                })
                .collect(Collectors.joining(" "));
        return (action.command() + " " + words).strip();
    }
}
