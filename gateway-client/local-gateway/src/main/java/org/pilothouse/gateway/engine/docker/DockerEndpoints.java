package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.EngineEndpoint;

/**
 * Finds the engine as the {@code docker} command would: an explicit address, {@code DOCKER_HOST},
 * {@code DOCKER_CONTEXT} or the current context, and the default socket.
 */
public final class DockerEndpoints {
    private DockerEndpoints() {}

    /** An engine's address with everything needed to talk to it. */
    record Found(EngineEndpoint endpoint, DockerClientConfig config) {}

    static Found find(@Nullable String explicitHost, Map<String, String> variables) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (explicitHost != null) {
            return found(builder.withDockerHost(explicitHost), "configured");
        }
        if (!variables.getOrDefault("DOCKER_HOST", "").isBlank()) {
            return found(builder, "DOCKER_HOST");
        }
        Found byContext = found(builder, "default socket");
        String context = variables.getOrDefault("DOCKER_CONTEXT", "");
        String address = byContext.endpoint().address();
        if (!context.isBlank()) {
            return new Found(new EngineEndpoint(address, "Docker context \"" + context + "\""), byContext.config());
        }
        if (!address.equals("unix:///var/run/docker.sock") && !address.startsWith("npipe:")) {
            return new Found(new EngineEndpoint(address, "current Docker context"), byContext.config());
        }
        Path rootless = Path.of(variables.getOrDefault("XDG_RUNTIME_DIR", "/nonexistent"), "docker.sock");
        if (address.startsWith("unix:") && !Files.exists(Path.of("/var/run/docker.sock")) && Files.exists(rootless)) {
            return found(builder.withDockerHost("unix://" + rootless), "rootless socket");
        }
        return byContext;
    }

    private static Found found(DefaultDockerClientConfig.Builder builder, String source) {
        DockerClientConfig config = builder.build();
        return new Found(new EngineEndpoint(config.getDockerHost().toString(), source), config);
    }
}
