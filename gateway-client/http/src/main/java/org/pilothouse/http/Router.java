package org.pilothouse.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.URIUtil;

/**
 * Which code answers which path. Paths are written as in an API reference: {@code /pairings/{id}/approve}; a last part
 * {@code {name*}} stands for all that follows. The first route that matches is taken. All routes are added before the
 * server starts.
 */
public final class Router {
    /** Stands for every method. */
    public static final String ANY = "*";

    private final List<Route> routes = new ArrayList<>();

    /** Answers one kind of request. What it throws is written as {@link Refusals} says. */
    @FunctionalInterface
    public interface Action {
        Answer answer(Call call) throws Exception;
    }

    /**
     * What there is to ask for.
     *
     * @param path as it was added
     * @param open whether anybody may ask, without a token
     */
    public record Named(String method, String path, boolean open) {}

    private record Route(Named named, List<String> parts, Action action) {
        Optional<Map<String, String>> match(List<String> path) {
            boolean tail = parts.getLast().endsWith("*}");
            if (tail ? path.size() < parts.size() - 1 : path.size() != parts.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i);
                if (tail && i == parts.size() - 1) {
                    String rest = String.join("/", path.subList(i, path.size()));
                    variables.put(part.substring(1, part.length() - 2), rest);
                } else if (part.startsWith("{")) {
                    variables.put(part.substring(1, part.length() - 1), path.get(i));
                } else if (!part.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }

        boolean answers(String asked) {
            return named.method().equals(ANY) || named.method().equals(asked);
        }
    }

    /** A route that was found. */
    record Match(Named route, Action action, Map<String, String> variables) {
        boolean open() {
            return route.open();
        }
    }

    public void add(String method, String path, Action action) {
        routes.add(new Route(new Named(method, path, false), split(path), action));
    }

    /** A route that needs no token, or looks for one itself. */
    public void addOpen(String method, String path, Action action) {
        routes.add(new Route(new Named(method, path, true), split(path), action));
    }

    /** Every route, in the order in which they are looked through. */
    public List<Named> routes() {
        return routes.stream().map(Route::named).toList();
    }

    /** Whether there is a route for it. */
    public boolean answers(String method, String encodedPath) {
        return find(method, encodedPath).isPresent();
    }

    /**
     * Has a step of a call answered by another route. The guard is not asked: only for servers where whoever is let in may
     * do everything.
     *
     * @param queries by name, not encoded
     * @throws Refusal where there is no such route
     */
    public Answer perform(Call within, String method, String encodedPath, Map<String, String> queries, byte[] body)
            throws Exception {
        Match match = find(method, encodedPath).orElseThrow(() -> unanswered(method, encodedPath));
        return match.action().answer(within.step(match.variables(), queries, body));
    }

    Optional<Match> find(String method, String encodedPath) {
        List<String> path = decoded(encodedPath);
        for (Route route : routes) {
            if (route.answers(method)) {
                Optional<Map<String, String>> variables = route.match(path);
                if (variables.isPresent()) {
                    return Optional.of(new Match(route.named(), route.action(), variables.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Why {@link #find} found nothing. */
    Refusal unanswered(String method, String encodedPath) {
        List<String> path = decoded(encodedPath);
        String others = routes.stream()
                .filter(route -> route.match(path).isPresent())
                .map(route -> route.named().method())
                .distinct()
                .collect(Collectors.joining(" or "));
        return others.isEmpty()
                ? Refusal.notFound("route not found")
                : new Refusal(405, "method_not_allowed", method + " is not possible here; use " + others);
    }

    private static List<String> split(String path) {
        return List.of(path.substring(Math.min(1, path.length())).split("/", -1));
    }

    /** Parts are told apart before they are decoded, so that an encoded slash stays within its part. */
    private static List<String> decoded(String path) {
        try {
            return split(path).stream().map(URIUtil::decodePath).toList();
        } catch (RuntimeException _) { // Jetty has several for what is not encoded well
            throw Refusal.invalid(null, "The path is not valid: it must be percent-encoded UTF-8.");
        }
    }
}
