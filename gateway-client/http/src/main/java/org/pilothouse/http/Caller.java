package org.pilothouse.http;

/** Who asks. An application has its own kind, which says more. */
public interface Caller {
    /** Of routes that are open to anybody. */
    Caller ANYBODY = of("nobody", "");

    /** By which they are known. */
    String name();

    /** Names the token that was proven, never the token itself; empty for none. */
    String credential();

    static Caller of(String name, String credential) {
        return new Known(name, credential);
    }

    /** One of whom no more is to be said. */
    record Known(String name, String credential) implements Caller {}
}
