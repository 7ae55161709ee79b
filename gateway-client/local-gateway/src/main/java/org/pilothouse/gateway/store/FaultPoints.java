package org.pilothouse.gateway.store;

/**
 * Hears of every moment after which the store is not what it was before, so that a test can end the process there. Nothing
 * but tests listens.
 */
@FunctionalInterface
public interface FaultPoints {
    FaultPoints NONE = () -> {};

    /** On the thread that changed something, after it is durable and before anybody acts on it. */
    void committed();
}
