package org.pilothouse.app.artifact;

import java.util.Optional;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.client.Artifacts;
import org.pilothouse.client.GatewayException;

/** Artifacts of the chosen gateway. Safe from any thread. */
public final class GatewayArtifacts implements ArtifactDesk.Store {
    /** More is not loaded into memory. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Connections connections;

    public GatewayArtifacts(Connections connections) {
        this.connections = connections;
    }

    @Override
    public byte[] bytes(String artifactId) throws GatewayException {
        Optional<Artifacts> artifacts = artifacts();
        return artifacts.isPresent() ? artifacts.get().bytes(artifactId, MOST_BYTES) : new byte[0];
    }

    @Override
    public void reveal(String artifactId) throws GatewayException {
        Optional<Artifacts> artifacts = artifacts();
        if (artifacts.isPresent()) {
            artifacts.get().reveal(artifactId);
        }
    }

    private Optional<Artifacts> artifacts() {
        return connections.session().map(GatewaySession::client).map(client -> client.artifacts());
    }
}
