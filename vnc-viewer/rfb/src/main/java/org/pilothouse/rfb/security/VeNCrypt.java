package org.pilothouse.rfb.security;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.wire.WireBuffer;

/** VeNCrypt 0.2: a second list of types, most of which go on in TLS. */
final class VeNCrypt {
    private static final int MINOR = 2;
    private static final int VERSION_ACCEPTED = 0;
    /** Of the opposite sense to the one before. */
    private static final int TYPE_ACCEPTED = 1;

    private VeNCrypt() {}

    static Agreement run(SecurityTalk talk) throws RfbProtocolException, RfbConnectionException {
        int major = talk.in().u8();
        int minor = talk.in().u8();
        if (major == 0 && minor < MINOR) {
            throw SecurityTalk.refusal("The server speaks VeNCrypt 0." + minor + "; 0.2 is needed.");
        }
        talk.send((byte) 0, (byte) MINOR);
        if (talk.in().u8() != VERSION_ACCEPTED) {
            throw SecurityTalk.refusal("The server does not accept VeNCrypt 0.2.");
        }
        SecurityType type = Security.first(talk.options(), offered(talk), VeNCrypt::canUse);
        talk.send(new WireBuffer().u32(type.number()));
        if (type.family() != SecurityType.Family.VENCRYPT) {
            return Security.run(talk, type);
        }
        if (talk.in().u8() != TYPE_ACCEPTED) {
            throw SecurityTalk.refusal("The server does not accept VeNCrypt's type " + type + " after all.");
        }
        return Security.run(TlsLayer.over(talk, isAnonymous(type)), type);
    }

    private static List<Long> offered(SecurityTalk talk) throws RfbConnectionException {
        int count = talk.in().u8();
        List<Long> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(talk.in().u32());
        }
        if (types.isEmpty()) {
            throw SecurityTalk.refusal("The server offers VeNCrypt without any type.");
        }
        return types;
    }

    /** Some servers list the types without TLS once more. */
    static boolean canUse(SecurityType type) {
        return type.family() == SecurityType.Family.VENCRYPT
                || type == SecurityType.VNC_AUTH
                || type == SecurityType.NONE;
    }

    private static boolean isAnonymous(SecurityType type) {
        return type == SecurityType.TLS_NONE || type == SecurityType.TLS_VNC || type == SecurityType.TLS_PLAIN;
    }
}
