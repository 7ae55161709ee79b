package org.pilothouse.http;

import java.util.Optional;

/** What an application's exceptions mean to whoever asked, and how that is written. */
public interface Refusals {
    /** What this exception says; empty for a bug, of which the caller learns nothing but that there is one. */
    Optional<Refusal> of(Exception e);

    /**
     * How a refusal is written.
     *
     * @param path of the request; an API of another maker may have its own form
     */
    Body body(Refusal refusal, String method, String path);

    /**
     * @param value written as JSON
     */
    record Body(String contentType, Object value) {}
}
