package org.pilothouse.app.create;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** Where a new environment would go, and why. */
record Placement(Optional<EnvironmentHost> host, String why) {
    /** The available host with the fewest environments; the first by name among equals. */
    static Placement best(List<EnvironmentHost> hosts, ToIntFunction<EnvironmentHost> environments) {
        Optional<EnvironmentHost> best = hosts.stream()
                .filter(EnvironmentHost::available)
                .min(Comparator.comparingInt(environments).thenComparing(EnvironmentHost::label));
        if (best.isEmpty()) {
            return new Placement(
                    Optional.empty(),
                    hosts.isEmpty() ? "This gateway has no host yet." : "No host is ready: " + firstReason(hosts));
        }
        EnvironmentHost host = best.get();
        return new Placement(
                best,
                "Goes to " + host.label() + ", which has the fewest: "
                        + Sizes.count(environments.applyAsInt(host), "environment") + ".");
    }

    static Placement on(EnvironmentHost host, ToIntFunction<EnvironmentHost> environments) {
        return host.available()
                ? new Placement(
                        Optional.of(host),
                        host.label() + " is ready and has " + Sizes.count(environments.applyAsInt(host), "environment")
                                + ".")
                : new Placement(Optional.of(host), host.label() + " is not ready: " + reason(host));
    }

    private static String firstReason(List<EnvironmentHost> hosts) {
        return hosts.getFirst().label() + ": " + reason(hosts.getFirst());
    }

    private static String reason(EnvironmentHost host) {
        return host.lastError() == null ? "it does not answer." : host.lastError();
    }
}
