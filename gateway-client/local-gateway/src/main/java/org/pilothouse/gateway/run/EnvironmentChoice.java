package org.pilothouse.gateway.run;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** Which environment is meant by an id, a label, or nothing. */
final class EnvironmentChoice {
    private final List<Environment> all;

    EnvironmentChoice(List<Environment> all) {
        this.all = List.copyOf(all);
    }

    /**
     * The id.
     *
     * @param named id or label; null takes the only one that runs
     * @param field the member that names it, or should
     */
    String idOf(@Nullable String named, String field) {
        return named == null ? onlyOne(field) : byName(named, field);
    }

    private String byName(String named, String field) {
        for (Environment environment : all) {
            if (environment.environmentId().equals(named)) {
                return named;
            }
        }
        List<Environment> labelled =
                all.stream().filter(e -> named.equals(e.label())).toList();
        if (labelled.isEmpty()) {
            throw GatewayException.invalid(field, "no environment has the id or label " + named + told(all));
        }
        if (labelled.size() > 1) {
            throw GatewayException.invalid(
                    field, labelled.size() + " environments have the label " + named + "; name one by its id");
        }
        return labelled.getFirst().environmentId();
    }

    private String onlyOne(String field) {
        List<Environment> candidates = all.stream()
                .filter(e -> e.status() == EnvironmentStatus.RUNNING)
                .toList();
        if (candidates.isEmpty()) {
            candidates = all.stream().filter(Environment::desiredRunning).toList();
        }
        if (candidates.isEmpty()) {
            throw GatewayException.invalid(field, "no environment is running; start one, or name one");
        }
        if (candidates.size() > 1) {
            throw GatewayException.invalid(field, "name an environment, as several are running" + told(candidates));
        }
        return candidates.getFirst().environmentId();
    }

    private static String told(List<Environment> environments) {
        return environments.isEmpty()
                ? ""
                : ": there is "
                        + environments.stream()
                                .limit(10)
                                .map(Environment::displayName)
                                .collect(Collectors.joining(", "));
    }
}
