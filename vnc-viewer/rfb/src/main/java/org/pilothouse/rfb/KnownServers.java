package org.pilothouse.rfb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Servers that were believed once, a line each: {@code host:port KIND fingerprint}. An entry stands for this server and this key only;
 * it never makes a certificate an authority for others (CVE-2020-26117).
 */
final class KnownServers implements ServerTrust {
    private final Path file;
    private final Predicate<ServerIdentity> believe;

    KnownServers(Path file, Predicate<ServerIdentity> believe) {
        this.file = file;
        this.believe = believe;
    }

    @Override
    public synchronized Optional<String> objection(ServerIdentity identity) {
        if (identity.problem() == ServerIdentity.Problem.OTHER_NAME) {
            return ServerTrust.authoritiesOnly().objection(identity);
        }
        try {
            String known = remembered(identity);
            if (known == null) {
                if (!believe.test(identity)) {
                    return ServerTrust.authoritiesOnly().objection(identity);
                }
                remember(identity);
                return Optional.empty();
            }
            return known.equals(identity.fingerprint()) ? Optional.empty() : Optional.of(changed(identity, known));
        } catch (IOException e) {
            return Optional.of("The file of known servers " + file + " cannot be used: " + e.getMessage());
        }
    }

    private String changed(ServerIdentity identity, String known) {
        return "The server " + identity.server() + " shows another key than before (SHA-256 " + identity.fingerprint()
                + ", known " + known + "): someone may stand in between. If the change is right, remove its line from "
                + file + ".";
    }

    private @Nullable String remembered(ServerIdentity identity) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String start = key(identity);
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
        return null;
    }

    private void remember(ServerIdentity identity) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(
                file,
                List.of(key(identity) + identity.fingerprint()),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String key(ServerIdentity identity) {
        return identity.server().replaceAll("\\s", "_") + " " + identity.kind() + " ";
    }
}
