package org.pilothouse.rfb;

/** The ways to authenticate that this engine knows. Which of them a session may use, and in which order, is its options' to say. */
public enum SecurityType {
    /** No authentication, no encryption: only over a channel that is itself trusted. */
    NONE(1, Family.PLAIN),
    /** DES challenge and response over the first eight bytes of a password. Nothing after it is encrypted. */
    VNC_AUTH(2, Family.PLAIN),
    /** RSA keys on both sides, AES-128 for everything; the server's key is checked by {@link ServerTrust}. */
    RA2(5, Family.RSA_AES),
    /** As RA2, but only user name and password are encrypted, not the session. */
    RA2_NE(6, Family.RSA_AES),
    /** RA2 with AES-256 and SHA-256. */
    RA2_256(129, Family.RSA_AES),
    /** RA2_NE with AES-256 and SHA-256. */
    RA2_NE_256(130, Family.RSA_AES),
    /** Apple's: user name and password under a Diffie-Hellman key, which anyone in between can replace; nothing else is encrypted. */
    APPLE_DH(30, Family.PLAIN),
    /** UltraVNC's: as Apple's, with a key of 64 bits, which is no secret from anyone who listens. */
    MS_LOGON_II(113, Family.PLAIN),
    /** User name and password in the clear, within Tight's security. */
    UNIX_LOGIN(129, Family.TIGHT),
    /** Anonymous TLS: hides from listeners, not from anyone in between. Needs {@link AnonymousTls#permit()}. */
    TLS_NONE(257, Family.VENCRYPT),
    /** {@link #VNC_AUTH} in anonymous TLS. */
    TLS_VNC(258, Family.VENCRYPT),
    /** User name and password in anonymous TLS. */
    TLS_PLAIN(259, Family.VENCRYPT),
    /** TLS with a certificate that is checked, name included, or trusted by {@link ServerTrust}. */
    X509_NONE(260, Family.VENCRYPT),
    /** {@link #VNC_AUTH} in TLS with a certificate. */
    X509_VNC(261, Family.VENCRYPT),
    /** User name and password in TLS with a certificate. */
    X509_PLAIN(262, Family.VENCRYPT);

    /** Where a type is negotiated. */
    public enum Family {
        /** In the server's list. */
        PLAIN,
        /** In the server's list, with keys and encryption of its own. */
        RSA_AES,
        /** Among VeNCrypt's sub-types. */
        VENCRYPT,
        /** Among the authentication types of Tight's security. */
        TIGHT
    }

    private final int number;
    private final Family family;

    SecurityType(int number, Family family) {
        this.number = number;
        this.family = family;
    }

    /** The number on the wire, within its family. */
    public int number() {
        return number;
    }

    public Family family() {
        return family;
    }

    /** Whether it is one of the server's list itself. */
    public boolean isListed() {
        return family == Family.PLAIN || family == Family.RSA_AES;
    }
}
