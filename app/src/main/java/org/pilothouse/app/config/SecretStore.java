package org.pilothouse.app.config;

import java.util.Optional;

/** Keeps tokens and keys. Thread safe. */
public interface SecretStore {
    Optional<String> get(String name);

    /** @throws SecretStoreException where it cannot be kept */
    void put(String name, String secret) throws SecretStoreException;

    void remove(String name) throws SecretStoreException;

    /** Where secrets go, as a sentence for the settings page. */
    String description();

    /** A secret could not be kept. */
    final class SecretStoreException extends Exception {
        private static final long serialVersionUID = 1L;

        public SecretStoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
