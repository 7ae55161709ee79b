package org.pilothouse.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;

/** Which code answers which path. Paths are written as in the API reference: {@code /pairings/{id}/approve}. */
final class Router {
    private final List<Route> routes = new ArrayList<>();

    /** Answers one kind of request. */
    @FunctionalInterface
    interface Action {
        Answer answer(Call call);
    }

    private record Route(String method, List<String> parts, Action action) {
        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != parts.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i);
                if (part.startsWith("{")) {
                    variables.put(part.substring(1, part.length() - 1), path.get(i));
                } else if (!part.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    /** A route that was found. */
    record Match(Action action, Map<String, String> variables) {}

    void add(String method, String path, Action action) {
        routes.add(new Route(method, split(path), action));
    }

    /** The route, or why there is none. */
    Match find(String method, String decodedPath) {
        List<String> path = split(decodedPath);
        List<String> otherMethods = new ArrayList<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(path);
            if (variables.isPresent() && route.method().equals(method)) {
                return new Match(route.action(), variables.get());
            }
            if (variables.isPresent()) {
                otherMethods.add(route.method());
            }
        }
        if (!otherMethods.isEmpty()) {
            throw new GatewayException(
                    Code.METHOD_NOT_ALLOWED,
                    method + " is not possible here; use "
                            + otherMethods.stream().distinct().collect(Collectors.joining(" or ")),
                    null);
        }
        throw GatewayException.notFound("route not found");
    }

    static List<String> split(String path) {
        return List.of(path.substring(Math.min(1, path.length())).split("/", -1));
    }
}
