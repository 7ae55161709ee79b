package org.pilothouse.rfb;

/** The ways to authenticate that this engine knows. */
public enum SecurityType {
    /** No authentication, no encryption: only over a channel that is itself trusted. */
    NONE(1),
    /** DES challenge and response over the first eight bytes of a password. Nothing after it is encrypted. */
    VNC_AUTH(2);

    private final int number;

    SecurityType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }
}
