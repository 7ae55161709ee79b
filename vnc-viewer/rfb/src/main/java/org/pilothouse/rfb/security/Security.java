package org.pilothouse.rfb.security;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.SecurityType;

/** Chooses a security type that both sides allow, and goes through with it. */
public final class Security {
    private static final int TIGHT = 16;
    private static final int VENCRYPT = 19;

    private Security() {}

    /** The number to answer to a server's list: the first of our types that it offers, itself or within VeNCrypt or Tight. */
    public static int choose(RfbOptions options, List<Long> offered) throws RfbConnectionException {
        for (SecurityType type : options.securityTypes()) {
            if (type.isListed() && offered.contains((long) type.number())) {
                return type.number();
            }
            if (type.family() == SecurityType.Family.VENCRYPT && offered.contains((long) VENCRYPT)) {
                return VENCRYPT;
            }
        }
        // A recording starts with ServerInit, which Tight's security makes one that other decoders do not know.
        if (offered.contains((long) TIGHT) && options.recording().isEmpty() && TightSecurity.canUse(options)) {
            return TIGHT;
        }
        throw noneInCommon(options, offered);
    }

    /** Talks until SecurityResult is about to come, in the way of a type that {@link #choose} gave. */
    public static Agreement run(SecurityTalk talk, int chosen) throws RfbProtocolException, RfbConnectionException {
        return switch (chosen) {
            case TIGHT -> TightSecurity.run(talk);
            case VENCRYPT -> VeNCrypt.run(talk);
            default -> run(talk, listed(chosen));
        };
    }

    /** Goes through with a type that needs no further choice. */
    static Agreement run(SecurityTalk talk, SecurityType type) throws RfbProtocolException, RfbConnectionException {
        SecurityTalk after = talk;
        switch (type) {
            case NONE, TLS_NONE, X509_NONE -> {}
            case VNC_AUTH, TLS_VNC, X509_VNC -> VncAuth.run(talk);
            case UNIX_LOGIN, TLS_PLAIN, X509_PLAIN -> Plain.run(talk);
            case APPLE_DH -> AppleDh.run(talk);
            case MS_LOGON_II -> MsLogon.run(talk);
            case RA2, RA2_NE, RA2_256, RA2_NE_256 -> after = RsaAes.run(talk, type);
        }
        return new Agreement(after, type, false);
    }

    /** The first of our types that fits and that the server offers. */
    static SecurityType first(RfbOptions options, List<Long> offered, Predicate<SecurityType> fits)
            throws RfbConnectionException {
        Optional<SecurityType> type = options.securityTypes().stream()
                .filter(fits)
                .filter(ours -> offered.contains((long) ours.number()))
                .findFirst();
        return type.orElseThrow(() -> noneInCommon(options, offered));
    }

    private static SecurityType listed(int number) {
        for (SecurityType type : SecurityType.values()) {
            if (type.isListed() && type.number() == number) {
                return type;
            }
        }
        throw new IllegalArgumentException("There is no security type " + number + " in a server's list.");
    }

    private static RfbConnectionException noneInCommon(RfbOptions options, List<Long> offered) {
        String theirs = offered.stream().distinct().map(Security::named).collect(Collectors.joining(", "));
        String ours = options.securityTypes().stream().map(SecurityType::name).collect(Collectors.joining(", "));
        return SecurityTalk.refusal(
                "The server offers only security types " + theirs + "; allowed here: " + ours + ".");
    }

    private static String named(long number) {
        String name =
                switch ((int) number) {
                    case 1 -> "None";
                    case 2 -> "VncAuth";
                    case 5 -> "RA2";
                    case 6 -> "RA2ne";
                    case TIGHT -> "Tight";
                    case 18 -> "TLS";
                    case VENCRYPT -> "VeNCrypt";
                    case 30 -> "Apple DH";
                    case 113 -> "MSLogonII";
                    case 129 -> "RA2-256";
                    case 130 -> "RA2ne-256";
                    case 256 -> "Plain";
                    case 257 -> "TLSNone";
                    case 258 -> "TLSVnc";
                    case 259 -> "TLSPlain";
                    case 260 -> "X509None";
                    case 261 -> "X509Vnc";
                    case 262 -> "X509Plain";
                    default -> "";
                };
        return name.isEmpty() ? Long.toString(number) : number + " (" + name + ")";
    }
}
