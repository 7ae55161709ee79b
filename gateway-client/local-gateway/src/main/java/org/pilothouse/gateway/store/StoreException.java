package org.pilothouse.gateway.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be read or written. There is nothing to retry: a person has to look at the disk or the file. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
