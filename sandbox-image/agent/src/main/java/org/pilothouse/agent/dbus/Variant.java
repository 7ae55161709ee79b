package org.pilothouse.agent.dbus;

/** A value that says of which type it is. */
public record Variant(String signature, Object value) {}
