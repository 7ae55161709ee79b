package org.pilothouse.client;

import org.pilothouse.protocol.artifact.ArtifactMetadata;

/** Artifacts: what attempts left behind. */
public final class Artifacts {
    private final HttpCalls http;

    Artifacts(HttpCalls http) {
        this.http = http;
    }

    public ArtifactMetadata metadata(String artifactId) throws GatewayException {
        return http.get("artifacts/" + HttpCalls.segment(artifactId) + "/metadata", ArtifactMetadata.class);
    }

    /**
     * Its bytes.
     *
     * @throws GatewayException.BadAnswer where there are more than {@code most}
     */
    public byte[] bytes(String artifactId, long most) throws GatewayException {
        return http.bytes("a/" + HttpCalls.segment(artifactId), most);
    }

    /** Records that the caller looked at a sensitive artifact. Only on a Pilothouse gateway. */
    public void reveal(String artifactId) throws GatewayException {
        http.postForNothing("artifacts/" + HttpCalls.segment(artifactId) + "/reveal");
    }
}
