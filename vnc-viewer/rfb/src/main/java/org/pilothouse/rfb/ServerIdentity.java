package org.pilothouse.rfb;

/**
 * Who a server claims to be, when nothing but a decision of ours makes it believable.
 *
 * @param server where we connected to, as {@code host:port} or as the application called it
 * @param kind what it shows
 * @param fingerprint SHA-256 over its certificate or public key, hexadecimal
 * @param shortFingerprint as other viewers show it for RSA keys: the first eight bytes of SHA-1, {@code ab-cd-...}; empty for certificates
 * @param problem why it is not believed as it is, a sentence
 */
public record ServerIdentity(String server, Kind kind, String fingerprint, String shortFingerprint, Problem problem) {
    /** What a server shows. */
    public enum Kind {
        CERTIFICATE,
        RSA_KEY,
        /** The host key of an SSH server, of any type. */
        SSH_KEY
    }

    /** Why a server is not believed as it is. */
    public enum Problem {
        /** Nobody that we trust vouches for it; usual for self-signed certificates, and always so for RSA keys. */
        UNKNOWN("nobody known vouches for it"),
        /** Its certificate is vouched for, but for another name: someone may stand in between. */
        OTHER_NAME("its certificate is for another host"),
        /** Its certificate is not valid at this time. */
        EXPIRED("its certificate is not valid now");

        private final String sentence;

        Problem(String sentence) {
            this.sentence = sentence;
        }

        /** The end of a sentence: "the server cannot be trusted: ...". */
        public String sentence() {
            return sentence;
        }
    }
}
