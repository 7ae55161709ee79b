package org.pilothouse.rfb.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An account at an SSH server, and what it may be reached with.
 *
 * @param user the account's name
 * @param host the server's name or number
 * @param port usually 22
 * @param knownHosts OpenSSH's file of host keys; only read, and it need not be there
 * @param keys files of private keys; those that are not there or have a pass phrase are left out
 * @param agent the socket of an agent that has keys, asked before the files
 */
public record SshAccount(String user, String host, int port, Path knownHosts, List<Path> keys, Optional<Path> agent) {
    /** SSH's port. */
    public static final int DEFAULT_PORT = 22;

    private static final List<String> KEY_NAMES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    public SshAccount {
        if (user.isEmpty() || host.isEmpty()) {
            throw new IllegalArgumentException("An SSH account has a user and a host.");
        }
        keys = List.copyOf(keys);
    }

    /** With the keys, the known hosts and the agent of whoever runs this, as OpenSSH finds them; its configuration is not read. */
    public static SshAccount ofThisUser(String user, String host, int port, Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"), ".ssh");
        Stream<Path> keys = KEY_NAMES.stream().map(home::resolve);
        Optional<Path> agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
        return new SshAccount(user, host, port, home.resolve("known_hosts"), keys.toList(), agent);
    }

    /** For people: {@code user@host}, with the port where it is another one. */
    String text() {
        return user + "@" + server();
    }

    String server() {
        return port == DEFAULT_PORT ? host : host + ":" + port;
    }
}
