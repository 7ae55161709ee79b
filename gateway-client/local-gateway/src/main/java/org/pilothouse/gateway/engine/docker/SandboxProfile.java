package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.pilothouse.gateway.engine.ContainerSpec;

/**
 * How every sandbox is locked down. The program inside is not trusted: it gets no capability, no way to gain one, no
 * writable root, no network, no port, and nothing of the host's file system.
 */
final class SandboxProfile {
    static final String USER = "1000:1000";
    static final String HOME = "/home/desk";

    /** Docker's own with user namespaces besides, by which Chromium confines its pages; of the image's sources. */
    private static final String SECCOMP = text("seccomp.json");

    private static final long SHM_BYTES = 256L * 1024 * 1024;

    private SandboxProfile() {}

    /**
     * @param filtersCalls whether the engine can filter system calls
     */
    static HostConfig hostConfig(ContainerSpec spec, boolean filtersCalls) {
        return HostConfig.newHostConfig()
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of(
                        "/tmp", "rw,nosuid,nodev,mode=1777",
                        // the agent and the relays put their sockets here
                        "/run", "rw,nosuid,nodev,uid=1000,gid=1000,mode=0755"))
                .withMounts(List.of(new Mount()
                        .withType(MountType.VOLUME)
                        .withSource(spec.homeVolume())
                        .withTarget(HOME)))
                .withShmSize(SHM_BYTES)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(
                        filtersCalls
                                ? List.of("no-new-privileges", "seccomp=" + SECCOMP)
                                : List.of("no-new-privileges"))
                .withPidsLimit((long) spec.pids())
                .withMemory(spec.memoryBytes())
                .withMemorySwap(spec.memoryBytes())
                .withNanoCPUs(Math.round(spec.cpus() * 1_000_000_000L))
                .withNetworkMode("none")
                // the reconciler restarts; the engine's own policy would bring back what was stopped
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "5m")));
    }

    private static String text(String resource) {
        try (InputStream in = SandboxProfile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
