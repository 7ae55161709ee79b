package org.pilothouse.protocol.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.node.Capability;

/** The four payloads that open a connection; it must be done within ten seconds. */
public final class Handshake {
    public static final String INIT = "connect.init";
    public static final String PROOF = "connect.proof";
    public static final String ROLE_CLIENT = "client";
    public static final String ROLE_NODE = "node";

    private Handshake() {}

    public record Init(int protocolRev, String role, Device device, List<Capability> capabilities) {}

    /**
     * @param pubkey unpadded base64url of the DER SubjectPublicKeyInfo
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Device(
            String deviceId,
            String pubkey,
            @Nullable String label,
            @Nullable String platform,
            @Nullable String version,
            @Nullable String mode,
            @Nullable String deviceType,
            @Nullable String devicePlatform,
            @Nullable String deviceModel) {}

    public record Challenge(String connectionId, String challenge) {}

    public record Proof(String connectionId, String proof) {}

    /**
     * @param extensions what this gateway understands beyond the protocol; absent on Tyrum
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Accepted(
            String clientId,
            String deviceId,
            String role,
            @Nullable List<String> extensions) {}

    /** Close codes of the gateway. */
    public static final class CloseCode {
        public static final int UNAUTHORIZED = 4001;
        public static final int HANDSHAKE_TIMEOUT = 4002;
        public static final int MALFORMED = 4003;
        public static final int PROTOCOL_REV_MISMATCH = 4005;
        public static final int DEVICE_ID_MISMATCH = 4006;
        public static final int INVALID_PROOF = 4007;
        public static final int IDENTITY_MISMATCH = 4008;
        public static final int SHUTDOWN = 1001;
        public static final int SLOW_CONSUMER = 1013;

        private CloseCode() {}
    }
}
