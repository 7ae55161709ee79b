package org.pilothouse.desktop.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.Catalogue;
import org.pilothouse.desktop.action.Parameter;

/** What bash offers after TAB. The image has all candidates in the script, so that no program runs for them. */
final class Completion {
    private Completion() {}

    /** Goes to {@code /usr/share/bash-completion/completions/pilothouse-desktop}. */
    static String script() {
        StringBuilder cases = new StringBuilder();
        for (Action action : Catalogue.actions()) {
            cases.append("    '")
                    .append(action.command())
                    .append("') candidates='")
                    .append(options(action))
                    .append("' ;;\n");
        }
        return """
                # Completion of pilothouse-desktop for bash; made by pilothouse-desktop completion bash.
                _pilothouse_desktop() {
                  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} candidates=
                  if [ "$previous" = -o ] || [ "$previous" = --output ]; then
                    mapfile -t COMPREPLY < <(compgen -f -- "$word")
                    return
                  fi
                  case ${COMP_WORDS[*]:1:2} in
                %s  esac
                  if [ -z "$candidates" ]; then
                    case ${COMP_WORDS[1]} in
                %s    esac
                  fi
                  case $COMP_CWORD in
                    1) candidates='%s' ;;
                    2) candidates+=" $(_pilothouse_desktop_second "${COMP_WORDS[1]}")" ;;
                  esac
                  case $previous in
                %s  esac
                  mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "$word")
                }
                _pilothouse_desktop_second() {
                  case $1 in
                %s  esac
                }
                complete -F _pilothouse_desktop pilothouse-desktop
                """.formatted(cases, oneWord(), String.join(" ", first()), choices(), second());
    }

    private static Set<String> first() {
        Set<String> words = new TreeSet<>(List.of("help", "mcp", "completion", "run"));
        Catalogue.actions().forEach(action -> words.add(action.command().replaceFirst(" .*", "")));
        return words;
    }

    private static String options(Action action) {
        StringBuilder text = new StringBuilder("--json");
        for (Parameter parameter : action.parameters()) {
            if (!parameter.required() && parameter.kind() != Parameter.Kind.WORDS) {
                text.append(" --").append(parameter.option());
            }
        }
        if (action.gives() != Action.Gives.JSON) {
            text.append(" --output");
        }
        return text.toString();
    }

    private static String oneWord() {
        StringBuilder cases = new StringBuilder();
        for (Action action : Catalogue.actions()) {
            if (!action.command().contains(" ")) {
                cases.append("      '")
                        .append(action.command())
                        .append("') candidates='")
                        .append(options(action))
                        .append("' ;;\n");
            }
        }
        return cases.toString();
    }

    private static String choices() {
        // Commands may have different choices under one name; all of them are offered.
        Map<String, Set<String>> choices = new TreeMap<>();
        for (Action action : Catalogue.actions()) {
            for (Parameter parameter : action.parameters()) {
                if (!parameter.choices().isEmpty()) {
                    choices.computeIfAbsent(parameter.option(), _ -> new LinkedHashSet<>())
                            .addAll(parameter.choices());
                }
            }
        }
        StringBuilder cases = new StringBuilder();
        choices.forEach((option, words) -> cases.append("    --")
                .append(option)
                .append(") candidates='")
                .append(String.join(" ", words))
                .append("' ;;\n"));
        return cases.toString();
    }

    private static String second() {
        StringBuilder cases = new StringBuilder();
        for (String word : first()) {
            String seconds = String.join(
                    " ",
                    Catalogue.actions().stream()
                            .filter(action -> action.command().startsWith(word + " "))
                            .map(action -> action.command().substring(word.length() + 1))
                            .toList());
            if (!seconds.isEmpty()) {
                cases.append("    ")
                        .append(word)
                        .append(") echo '")
                        .append(seconds)
                        .append("' ;;\n");
            }
        }
        cases.append("    completion) echo bash ;;\n");
        return cases.toString();
    }
}
