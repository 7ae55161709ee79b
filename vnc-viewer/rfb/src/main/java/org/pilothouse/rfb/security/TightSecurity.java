package org.pilothouse.rfb.security;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/** Tight's security: lists of tunnels, of authentication types and, behind ServerInit, of messages and encodings. */
public final class TightSecurity {
    private static final int NO_TUNNEL = 0;
    private static final int VENCRYPT = 19;
    private static final int MOST_CAPABILITIES = 1024;
    /** What follows a capability's code: vendor and signature. */
    private static final int NAME_BYTES = 12;

    private static final int CAPABILITY_BYTES = 16;

    private TightSecurity() {}

    static boolean canUse(RfbOptions options) {
        return options.securityTypes().stream().anyMatch(type -> isOurs(type) || VeNCrypt.canUse(type));
    }

    static Agreement run(SecurityTalk talk) throws RfbProtocolException, RfbConnectionException {
        if (!capabilities(talk.in()).isEmpty()) {
            talk.send(new WireBuffer().u32(NO_TUNNEL));
        }
        List<Long> offered = capabilities(talk.in());
        Agreement agreement = offered.isEmpty() ? withoutAuthentication(talk) : authenticate(talk, offered);
        return new Agreement(agreement.talk(), agreement.type(), true);
    }

    /** An empty list means that nothing is wanted; our policy must allow that as well. */
    private static Agreement withoutAuthentication(SecurityTalk talk)
            throws RfbProtocolException, RfbConnectionException {
        SecurityType none = Security.first(
                talk.options(), List.of((long) SecurityType.NONE.number()), type -> type == SecurityType.NONE);
        return Security.run(talk, none);
    }

    private static Agreement authenticate(SecurityTalk talk, List<Long> offered)
            throws RfbProtocolException, RfbConnectionException {
        boolean wantsVeNCrypt =
                talk.options().securityTypes().stream().anyMatch(type -> type.family() == SecurityType.Family.VENCRYPT);
        if (wantsVeNCrypt && offered.contains((long) VENCRYPT)) {
            talk.send(new WireBuffer().u32(VENCRYPT));
            return VeNCrypt.run(talk);
        }
        SecurityType type = Security.first(talk.options(), offered, TightSecurity::isOurs);
        talk.send(new WireBuffer().u32(type.number()));
        return Security.run(talk, type);
    }

    private static boolean isOurs(SecurityType type) {
        return type == SecurityType.NONE || type == SecurityType.VNC_AUTH || type == SecurityType.UNIX_LOGIN;
    }

    private static List<Long> capabilities(WireReader in) throws RfbProtocolException, RfbConnectionException {
        long count = in.u32();
        if (count > MOST_CAPABILITIES) {
            throw new RfbProtocolException(
                    "The server lists " + count + " capabilities; at most " + MOST_CAPABILITIES + " are accepted.");
        }
        List<Long> codes = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            codes.add(in.u32());
            in.skip(NAME_BYTES);
        }
        return codes;
    }

    /** Skips what follows ServerInit: server messages, client messages and encodings, none of which we need to be told. */
    public static void skipInit(WireReader in) throws RfbProtocolException, RfbConnectionException {
        int count = 0;
        for (int list = 0; list < 3; list++) {
            int length = in.u16();
            if (length > MOST_CAPABILITIES) {
                throw new RfbProtocolException("The server lists " + length + " capabilities; at most "
                        + MOST_CAPABILITIES + " are accepted.");
            }
            count += length;
        }
        in.skip(2);
        in.skip((long) CAPABILITY_BYTES * count);
    }
}
