package org.pilothouse.rfb;

import org.jspecify.annotations.Nullable;

/**
 * Knows the password, or asks a person. Called on the session's thread only when the server wants a password; it may block, and
 * the handshake's clock stands still meanwhile.
 */
@FunctionalInterface
public interface RfbCredentials {
    /** A fresh array that the engine wipes after use, or null to give up. */
    char @Nullable [] password();

    /** The user name, where the server wants one; called before {@link #password()}. Null to give up. */
    default @Nullable String userName() {
        return null;
    }

    /** Always the same password. */
    static RfbCredentials ofPassword(String password) {
        return password::toCharArray;
    }

    /** Always the same user and password. */
    static RfbCredentials of(String userName, String password) {
        return new RfbCredentials() {
            @Override
            public char[] password() {
                return password.toCharArray();
            }

            @Override
            public String userName() {
                return userName;
            }
        };
    }

    /** No password: only {@link SecurityType#NONE} will do. */
    static RfbCredentials none() {
        return () -> null;
    }
}
