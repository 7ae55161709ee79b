package org.pilothouse.cli.command;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.Main;
import org.pilothouse.cli.OutcomeException;
import org.pilothouse.cli.Table;
import org.pilothouse.cli.UsageException;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRequests;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse environments}. */
@Command(name = "environments", aliases = "env", description = "Sandbox desktops.")
public final class EnvironmentsCommand extends GatewayCommands {
    private static final String NAME = "ENVIRONMENT";

    /** Whether a change is waited for. */
    static final class Wait {
        @Option(names = "--wait", description = "Wait until it is so.")
        boolean wanted;

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "120",
                description = "How long to wait (default: ${DEFAULT-VALUE}).")
        double seconds;
    }

    @Command(description = "All environments.")
    void list() throws GatewayException {
        List<Environment> all = call(client -> client.environments().list());
        show(all, () -> {
            Table table = Table.of("environment", "label", "status", "wanted", "node", "image");
            all.forEach(each -> table.row(
                    each.environmentId(),
                    each.label(),
                    each.status(),
                    each.desiredRunning() ? "running" : "stopped",
                    each.nodeId() == null
                            ? ""
                            : each.nodeId()
                                    .substring(0, Math.min(12, each.nodeId().length())),
                    each.imageRef()));
            return table;
        });
    }

    @Command(description = "One environment, with its conditions.")
    void show(@Parameters(paramLabel = NAME) String name) throws GatewayException {
        tell(call(client -> client.environments().get(EnvironmentNames.id(client, name))));
    }

    @Command(description = "Make one. It runs at once with --start.")
    void create(
            @Option(names = "--label", description = "What people call it.") @Nullable String label,
            @Option(names = "--image", description = "What it is made of (default: the gateway's).") @Nullable
                    String image,
            @Option(names = "--host", description = "Where it runs (default: the only host there is).") @Nullable
                    String host,
            @Option(names = "--start", description = "Start it.") boolean start,
            @Mixin Wait wait)
            throws GatewayException {
        tell(call(client -> {
            String hostId = host == null ? onlyHost(client) : host;
            Environment made = client.environments()
                    .create(new EnvironmentRequests.Create(hostId, label, image, start, null, null));
            return wait.wanted && start ? await(client, made.environmentId(), EnvironmentStatus.RUNNING, wait) : made;
        }));
    }

    @Command(description = "Give it another label or image. An image counts from the next reset on.")
    void update(
            @Parameters(paramLabel = NAME) String name,
            @Option(names = "--label") @Nullable String label,
            @Option(names = "--image") @Nullable String image)
            throws GatewayException {
        if (label == null && image == null) {
            throw new UsageException("What is to change? Give --label or --image.");
        }
        tell(call(client -> client.environments()
                .patch(
                        EnvironmentNames.id(client, name),
                        new EnvironmentRequests.Patch(label, image, null, null, null))));
    }

    @Command(description = "Start it.")
    void start(@Parameters(paramLabel = NAME) String name, @Mixin Wait wait) throws GatewayException {
        act(name, wait, (client, id) -> client.environments().start(id));
    }

    @Command(description = "Stop it; its files are kept.")
    void stop(@Parameters(paramLabel = NAME) String name, @Mixin Wait wait) throws GatewayException {
        act(name, wait, (client, id) -> client.environments().stop(id));
    }

    @Command(description = "Throw its files away and begin again from the image.")
    void reset(@Parameters(paramLabel = NAME) String name, @Mixin Wait wait) throws GatewayException {
        act(name, wait, (client, id) -> client.environments().reset(id));
    }

    @Command(description = "Remove it and everything that belongs to it.")
    void delete(@Parameters(paramLabel = NAME) String name, @Mixin Wait wait) throws GatewayException {
        String id = call(client -> {
            String found = EnvironmentNames.id(client, name);
            client.environments().delete(found);
            if (wait.wanted) {
                Patience.until(
                        "The deletion of " + name,
                        Patience.seconds("--timeout", wait.seconds),
                        () -> gone(client, found));
            }
            return found;
        });
        show(new Deleted(id, wait.wanted), () -> wait.wanted ? id + " is deleted." : id + " is being deleted.");
    }

    private record Deleted(String environmentId, boolean gone) {}

    @Command(description = "The last lines of its log; with -f all that follow.")
    void logs(
            @Parameters(paramLabel = NAME) String name,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on until interrupted.")
                    boolean follow)
            throws GatewayException {
        if (follow) {
            call(client -> {
                new LogTail(output()).follow(client, EnvironmentNames.id(client, name));
                return name;
            });
            return;
        }
        List<String> lines = call(client -> client.environments().logs(EnvironmentNames.id(client, name)));
        show(lines, () -> lines.stream().map(Table::printable).collect(Collectors.joining("\n")));
    }

    @Command(description = "What new environments are made of; --image changes it.")
    void defaults(
            @Option(names = "--image") @Nullable String image,
            @Option(names = "--reason", description = "Kept with the change.") @Nullable String reason)
            throws GatewayException {
        EnvironmentDefaults defaults = call(client -> image == null
                ? client.environments().defaults()
                : client.environments().putDefaults(new EnvironmentRequests.PutDefaults(image, reason)));
        show(defaults, () -> defaults.defaultImageRef() + " (revision " + defaults.revision() + ")");
    }

    @FunctionalInterface
    private interface Verb {
        Environment on(GatewayClient client, String environmentId) throws GatewayException;
    }

    private void act(String name, Wait wait, Verb verb) throws GatewayException {
        Main.Call<Environment> call = client -> {
            Environment changed = verb.on(client, EnvironmentNames.id(client, name));
            EnvironmentStatus wanted = changed.desiredRunning() ? EnvironmentStatus.RUNNING : EnvironmentStatus.STOPPED;
            return wait.wanted ? await(client, changed.environmentId(), wanted, wait) : changed;
        };
        tell(call(call));
    }

    private static Environment await(GatewayClient client, String id, EnvironmentStatus wanted, Wait wait)
            throws GatewayException {
        return Patience.until("The environment " + id, Patience.seconds("--timeout", wait.seconds), () -> {
            Environment now = client.environments().get(id);
            if (now.status() == EnvironmentStatus.ERROR) {
                throw OutcomeException.failed(
                        "environment_error",
                        Objects.requireNonNullElse(now.lastError(), "The environment is in error."));
            }
            return now.status() == wanted && hasSettled(now) ? now : null;
        });
    }

    /** A gateway of ours counts what was wanted; Tyrum's does not. */
    private static boolean hasSettled(Environment now) {
        return now.runtime() == null
                || now.runtime().observedGeneration() >= now.runtime().generation();
    }

    private static @Nullable Boolean gone(GatewayClient client, String id) throws GatewayException {
        return client.environments().list().stream()
                        .noneMatch(each -> each.environmentId().equals(id))
                ? true
                : null;
    }

    private static String onlyHost(GatewayClient client) throws GatewayException {
        List<EnvironmentHost> hosts = client.environments().hosts();
        if (hosts.size() == 1) {
            return hosts.getFirst().hostId();
        }
        throw new UsageException(
                hosts.isEmpty()
                        ? "The gateway has no host to run it on."
                        : "On which host? Give --host, one of: "
                                + hosts.stream().map(EnvironmentHost::hostId).collect(Collectors.joining(", ")) + ".");
    }

    private void tell(Environment environment) {
        show(environment, () -> {
            Table table = Table.of("environment", "label", "status", "wanted", "error")
                    .row(
                            environment.environmentId(),
                            environment.label(),
                            environment.status(),
                            environment.desiredRunning() ? "running" : "stopped",
                            environment.lastError());
            List<Condition> conditions = Optional.ofNullable(environment.runtime())
                    .map(runtime -> runtime.conditions())
                    .orElse(List.of());
            if (conditions.isEmpty()) {
                return table;
            }
            Table details = Table.of("condition", "status", "reason", "since", "message");
            conditions.forEach(
                    each -> details.row(each.type(), each.status(), each.reason(), each.since(), each.message()));
            return table + "\n\n" + details;
        });
    }
}
