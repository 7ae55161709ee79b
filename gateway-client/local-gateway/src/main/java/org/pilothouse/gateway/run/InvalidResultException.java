package org.pilothouse.gateway.run;

/** A node answered with something that is no result of the operation; the message says in words what is wrong. */
final class InvalidResultException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidResultException(String message) {
        super(message);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
