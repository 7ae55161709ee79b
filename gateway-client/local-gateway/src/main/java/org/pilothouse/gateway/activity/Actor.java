package org.pilothouse.gateway.activity;

/**
 * Who does something.
 *
 * @param name that they go by; said by the caller, not proven
 * @param tokenId of the token that was proven
 */
public record Actor(String name, String tokenId) {
    /** The gateway itself. */
    public static final Actor GATEWAY = new Actor("gateway", "");
}
