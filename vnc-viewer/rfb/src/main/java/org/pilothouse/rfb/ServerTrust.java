package org.pilothouse.rfb;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides about servers that no certificate authority vouches for. Called on the session's thread; it may ask a person and block, and
 * the handshake's clock stands still meanwhile.
 */
@FunctionalInterface
public interface ServerTrust {
    /**
     * What speaks against trusting this server.
     *
     * @return a sentence for a person, or empty to go on
     */
    Optional<String> objection(ServerIdentity identity);

    /** Trusts nobody: only certificates of known authorities, for the right name, will do. */
    static ServerTrust authoritiesOnly() {
        return identity -> Optional.of("The server cannot be trusted: "
                + identity.problem().sentence() + " (SHA-256 " + identity.fingerprint() + ").");
    }

    /** Believes a server the first time, remembers it in a file, and objects when it shows something else later. */
    static ServerTrust onFirstUse(Path file) {
        return onFirstUse(file, identity -> true);
    }

    /** The same, where someone is asked before a server is believed the first time. */
    static ServerTrust onFirstUse(Path file, Predicate<ServerIdentity> believe) {
        return new KnownServers(file, believe);
    }
}
