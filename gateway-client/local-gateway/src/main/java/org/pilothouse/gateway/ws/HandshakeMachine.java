package org.pilothouse.gateway.ws;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.Handshake.CloseCode;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.pilothouse.protocol.node.Capability;
import tools.jackson.core.JacksonException;

/** The four messages of protocol revision 2, from the gateway's side. No I/O: frames in, verdicts out. */
final class HandshakeMachine {
    private static final int MAX_CAPABILITIES = 128;
    private static final int CHALLENGE_BYTES = 32;

    private final String connectionId = UUID.randomUUID().toString();
    private final String challenge;
    private Handshake.@Nullable Init init;

    HandshakeMachine(SecureRandom random) {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        random.nextBytes(bytes);
        this.challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    sealed interface Verdict {
        /** Send this and wait for the next message. */
        record Reply(Frame frame) implements Verdict {}

        /** The device proved itself; {@code proof} is still to be answered. */
        record Proven(Frame.Request proof, Handshake.Init init, String connectionId) implements Verdict {}

        record Close(int code, String reason) implements Verdict {}
    }

    Verdict next(Frame frame) {
        if (!(frame instanceof Frame.Request request)) {
            return new Verdict.Close(CloseCode.MALFORMED, "connect first");
        }
        try {
            return init == null ? init(request) : proof(request, init);
        } catch (JacksonException _) {
            return new Verdict.Close(CloseCode.MALFORMED, "malformed " + request.type());
        }
    }

    private Verdict init(Frame.Request request) {
        if (!request.type().equals(Handshake.INIT)) {
            return new Verdict.Close(CloseCode.MALFORMED, "expected " + Handshake.INIT);
        }
        Handshake.Init given = Json.LENIENT.treeToValue(request.payload(), Handshake.Init.class);
        if (!whole(given)) {
            return new Verdict.Close(CloseCode.MALFORMED, "malformed " + Handshake.INIT);
        }
        if (given.protocolRev() != Frame.PROTOCOL_REV) {
            return new Verdict.Close(
                    CloseCode.PROTOCOL_REV_MISMATCH, "protocol_rev " + Frame.PROTOCOL_REV + " is required");
        }
        if (!given.role().equals(Handshake.ROLE_CLIENT) && !given.role().equals(Handshake.ROLE_NODE)) {
            return new Verdict.Close(CloseCode.MALFORMED, "role must be client or node");
        }
        if (!idMatches(given.device())) {
            return new Verdict.Close(CloseCode.DEVICE_ID_MISMATCH, "device_id does not belong to pubkey");
        }
        init = given;
        return new Verdict.Reply(Frame.Success.of(request, new Handshake.Challenge(connectionId, challenge)));
    }

    private Verdict proof(Frame.Request request, Handshake.Init begun) {
        if (!request.type().equals(Handshake.PROOF)) {
            return new Verdict.Close(CloseCode.MALFORMED, "expected " + Handshake.PROOF);
        }
        Handshake.Proof given = Json.LENIENT.treeToValue(request.payload(), Handshake.Proof.class);
        var transcript = new DeviceIdentity.Transcript(
                begun.protocolRev(), begun.role(), begun.device().deviceId(), connectionId, challenge);
        boolean proven = connectionId.equals(given.connectionId())
                && present(given.proof())
                && DeviceIdentity.verify(begun.device().pubkey(), transcript, given.proof());
        return proven
                ? new Verdict.Proven(request, begun, connectionId)
                : new Verdict.Close(CloseCode.INVALID_PROOF, "invalid proof");
    }

    /** Records that Jackson filled hold null where a member was missing, whatever their types say. */
    @SuppressWarnings("NullAway") // the point of this method
    private static boolean whole(Handshake.Init init) {
        boolean named = init != null
                && init.role() != null
                && init.device() != null
                && init.device().deviceId() != null
                && init.device().pubkey() != null;
        if (!named) {
            return false;
        }
        List<Capability> capabilities = init.capabilities();
        return capabilities == null
                || (capabilities.size() <= MAX_CAPABILITIES
                        && capabilities.stream()
                                .allMatch(c -> c != null
                                        && c.id() != null
                                        && c.id().length() <= 128
                                        && c.version().length() <= 32));
    }

    private static boolean present(@Nullable String text) {
        return text != null;
    }

    private static boolean idMatches(Handshake.Device device) {
        try {
            return DeviceIdentity.deviceIdOf(device.pubkey()).equals(device.deviceId());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** What a node offers; a client offers nothing. */
    @SuppressWarnings("NullAway") // a record filled by Jackson
    static List<Capability> capabilities(Handshake.Init init) {
        return init.capabilities() == null ? List.of() : init.capabilities();
    }
}
