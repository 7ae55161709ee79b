package org.pilothouse.app.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.pilothouse.app.presentation.NodeLink;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/**
 * What one row of the table says.
 *
 * @param host the host's label, its id where the label is not known
 */
public record FleetRow(Environment environment, StatusLook status, String host, NodeLink node) {
    public String lastError() {
        return environment.lastError() == null ? "" : environment.lastError();
    }

    public boolean isFault() {
        return environment.status() == EnvironmentStatus.ERROR
                || environment.status() == EnvironmentStatus.UNKNOWN
                || (environment.status() == EnvironmentStatus.RUNNING && node.present() && !node.connected())
                || !lastError().isEmpty();
    }

    /** Empty where it does not run, or the gateway does not say since when. */
    public Optional<Duration> uptime(Instant now) {
        EnvironmentRuntime runtime = environment.runtime();
        if (environment.status() != EnvironmentStatus.RUNNING || runtime == null || runtime.startedAt() == null) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(runtime.startedAt(), now));
    }
}
