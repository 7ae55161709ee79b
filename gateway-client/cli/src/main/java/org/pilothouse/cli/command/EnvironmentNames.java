package org.pilothouse.cli.command;

import java.util.List;
import org.pilothouse.cli.UsageException;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.environment.Environment;

/** Environments by what people call them: the id, the start of it, or the label. */
final class EnvironmentNames {
    private static final int SHORTEST_START = 6;

    private EnvironmentNames() {}

    /** @throws UsageException where it is none, or more than one */
    static String id(GatewayClient client, String name) throws GatewayException {
        List<Environment> all = client.environments().list();
        if (all.stream().anyMatch(each -> each.environmentId().equals(name))) {
            return name;
        }
        List<String> found = all.stream()
                .filter(each -> name.equals(each.label())
                        || (name.length() >= SHORTEST_START
                                && each.environmentId().startsWith(name)))
                .map(Environment::environmentId)
                .toList();
        return switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 -> throw new UsageException("There is no environment " + name + ".");
            default ->
                throw new UsageException("More than one environment is called " + name + ": " + String.join(", ", found)
                        + "; say which by its id.");
        };
    }
}
