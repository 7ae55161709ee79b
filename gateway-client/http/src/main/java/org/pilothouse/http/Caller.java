package org.pilothouse.http;

/**
 * Who asks.
 *
 * @param name that they go by; said by the caller, not proven
 * @param credential names the token that was proven, never the token itself
 */
public record Caller(String name, String credential) {
    /** Of routes that are open to anybody. */
    public static final Caller ANYBODY = new Caller("nobody", "");
}
