package org.pilothouse.http;

import java.nio.file.Path;

/** Where a server listens. */
public sealed interface Listen {
    /**
     * @param host address or name
     * @param port 0 takes any free one
     */
    record Tcp(String host, int port) implements Listen {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * Only this user can open it.
     *
     * @param path made anew at the start
     */
    record Unix(Path path) implements Listen {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }
}
