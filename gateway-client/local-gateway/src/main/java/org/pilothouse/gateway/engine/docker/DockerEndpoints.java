package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.EngineEndpoint;

/**
 * Finds the engine as the {@code docker} command would: an explicit address, {@code DOCKER_HOST},
 * {@code DOCKER_CONTEXT} or the current context, and the default socket.
 */
public final class DockerEndpoints {
    private static final Set<String> SCHEMES = Set.of("unix", "tcp", "npipe", "http", "https");

    private DockerEndpoints() {}

    /** An engine's address with everything needed to talk to it. */
    record Found(EngineEndpoint endpoint, DockerClientConfig config) {
        Found from(String source) {
            return new Found(new EngineEndpoint(endpoint.address(), source), config);
        }
    }

    static Found find(@Nullable String explicitHost, Map<String, String> variables) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (explicitHost != null) {
            return found(builder.withDockerHost(explicitHost), "configured");
        }
        if (!variables.getOrDefault("DOCKER_HOST", "").isBlank()) {
            return found(builder, "DOCKER_HOST");
        }
        String context = variables.getOrDefault("DOCKER_CONTEXT", "");
        Found byContext = found(builder, "default socket");
        String address = byContext.endpoint().address();
        boolean usual = address.equals("unix:///var/run/docker.sock") || address.startsWith("npipe:");
        if (!context.isBlank() && !context.equals("default")) {
            String source = "Docker context \"" + context + "\"";
            return byContext.from(usual ? "default socket, if there is no " + source : source);
        }
        if (!usual) {
            return byContext.from("current Docker context");
        }
        Path rootless = Path.of(variables.getOrDefault("XDG_RUNTIME_DIR", "/nonexistent"), "docker.sock");
        if (address.startsWith("unix:") && !Files.exists(Path.of("/var/run/docker.sock")) && Files.exists(rootless)) {
            return found(builder.withDockerHost("unix://" + rootless), "rootless socket");
        }
        return byContext;
    }

    private static Found found(DefaultDockerClientConfig.Builder builder, String source) {
        try {
            DockerClientConfig config = builder.build();
            String scheme = String.valueOf(config.getDockerHost().getScheme());
            if (!SCHEMES.contains(scheme)) {
                throw new IllegalStateException("The Docker engine's address " + config.getDockerHost() + " (" + source
                        + ") is of an unknown kind; it must begin with unix:// or tcp://, and an ssh:// host needs"
                        + " a forwarded socket.");
            }
            return new Found(new EngineEndpoint(config.getDockerHost().toString(), source), config);
        } catch (IllegalArgumentException | DockerClientException e) {
            throw new IllegalStateException(
                    "The Docker engine's address (" + source + ") cannot be understood: " + e.getMessage(), e);
        }
    }
}
