package org.pilothouse.gateway.run;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.desktop.ElementNode;
import org.pilothouse.protocol.desktop.QueryResult;
import org.pilothouse.protocol.desktop.QueryResult.Match;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.run.RunError;

/**
 * Which one of several matches is meant. A node of ours says it: its matches are in the order in which it would choose,
 * with the number of those that are as good as the first. For others: what is showing before what is not; windows for
 * {@code focus}, what can be acted on for the rest.
 */
final class TargetChoice {
    private static final Set<String> WINDOW_ROLES =
            Set.of("frame", "window", "dialog", "alert", "file chooser", "color chooser", "internal frame");
    private static final int MAX_CANDIDATES = 5;

    private TargetChoice() {}

    /** The one element, or why there is none. */
    sealed interface Choice {
        record One(
                String ref,
                @Nullable String role,
                @Nullable String name,
                @Nullable Rect bounds) implements Choice {}

        record None(RunError error) implements Choice {}
    }

    static Choice choose(QueryResult result, String actionKind) {
        List<Match> found = result.matches().stream()
                .filter(match -> match.elementRef() != null && match.node() != null)
                .toList();
        if (found.isEmpty()) {
            return new Choice.None(
                    new RunError(RunError.TARGET_NOT_FOUND, "no element on the desktop matches the target"));
        }
        if (result.equallyGood() != null) {
            found = found.subList(0, Math.clamp(result.equallyGood(), 1, found.size()));
        } else {
            found = preferring(found, match -> node(match).states().contains("showing"));
            found = actionKind.equals("focus")
                    ? preferring(
                            found, match -> WINDOW_ROLES.contains(node(match).role()))
                    : preferring(found, match -> !node(match).actions().isEmpty());
        }
        if (found.size() > 1) {
            return new Choice.None(new RunError(RunError.TARGET_AMBIGUOUS, ambiguous(found)));
        }
        Match one = found.getFirst();
        ElementNode node = node(one);
        return new Choice.One(String.valueOf(one.elementRef()), node.role(), node.name(), node.bounds());
    }

    private static String ambiguous(List<Match> found) {
        return found.size() + " elements match the target: "
                + found.stream().limit(MAX_CANDIDATES).map(TargetChoice::told).collect(Collectors.joining("; "))
                + (found.size() > MAX_CANDIDATES ? "; …" : "")
                + ". Name a role or states too, or use a ref from a query";
    }

    private static String told(Match match) {
        ElementNode node = node(match);
        Rect at = node.bounds();
        return Plain.text(node.role()) + " '" + Plain.text(node.name()) + "'"
                + (at == null ? "" : " at " + at.x() + "," + at.y() + " " + at.width() + "x" + at.height());
    }

    private static ElementNode node(Match match) {
        return match.node() == null
                ? new ElementNode(null, "", "", null, List.of(), null, List.of(), List.of())
                : match.node();
    }

    private static List<Match> preferring(List<Match> matches, Predicate<Match> better) {
        List<Match> preferred = matches.stream().filter(better).toList();
        return preferred.isEmpty() ? matches : preferred;
    }
}
