package org.pilothouse.gateway.http;

import java.util.Map;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.artifact.ArtifactRef;

/** {@code /artifacts} and {@code /a}. */
final class ArtifactRoutes {
    private final Artifacts artifacts;

    ArtifactRoutes(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    void addTo(Router router) {
        router.add("GET", "/artifacts/{id}/metadata", call -> Answer.ok(artifacts.metadata(call.variable("id"))));
        router.add("GET", "/a/{id}", this::bytes);
        router.add("POST", "/artifacts/{id}/reveal", call -> {
            artifacts.reveal(call.variable("id"), Callers.actor(call));
            return new Answer.Nothing();
        });
    }

    private Answer bytes(Call call) {
        Artifacts.Content content = artifacts.content(call.variable("id"), Callers.actor(call));
        ArtifactRef artifact = content.artifact();
        return new Answer.Bytes(
                String.valueOf(artifact.mimeType()),
                content.bytes(),
                // a browser that gets here may show it, but runs nothing of it
                Map.of(
                        "Content-Disposition",
                        "inline; filename=\"" + artifact.filename() + "\"",
                        "Content-Security-Policy",
                        "sandbox; default-src 'none'"));
    }
}
