package org.pilothouse.agent.node;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.DesktopCapability;

/**
 * Who this node is and what it can do.
 *
 * @param label what people call the sandbox
 * @param version of the agent
 */
public record NodeProfile(
        DeviceIdentity identity, String label, @Nullable String version, Set<DesktopCapability> capabilities) {
    private static final String MODE = "desktop-sandbox";

    public NodeProfile {
        capabilities = Set.copyOf(capabilities);
    }

    Handshake.Init init() {
        var device = new Handshake.Device(
                identity.deviceId(),
                identity.publicKey(),
                label,
                "linux",
                version,
                MODE,
                "desktop",
                "linux",
                "pilothouse-sandbox");
        return new Handshake.Init(
                Frame.PROTOCOL_REV,
                Handshake.ROLE_NODE,
                device,
                capabilities.stream()
                        .sorted()
                        .map(DesktopCapability::capability)
                        .map(c -> new Capability(c.id(), c.version()))
                        .toList());
    }

    Handshake.Proof proof(Handshake.Challenge challenge) {
        var transcript = new DeviceIdentity.Transcript(
                Frame.PROTOCOL_REV,
                Handshake.ROLE_NODE,
                identity.deviceId(),
                challenge.connectionId(),
                challenge.challenge());
        return new Handshake.Proof(challenge.connectionId(), identity.prove(transcript));
    }
}
