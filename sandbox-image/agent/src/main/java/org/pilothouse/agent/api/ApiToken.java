package org.pilothouse.agent.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.pilothouse.http.Authenticator;
import org.pilothouse.http.Bearer;
import org.pilothouse.http.Caller;
import org.pilothouse.http.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token that callers need. */
final class ApiToken implements Authenticator {
    private static final int BYTES = 32;
    private static final int LEAST_CHARS = 16;
    private static final Caller BEARER = Caller.of("api", "api-token");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final Logger log = LoggerFactory.getLogger(ApiToken.class);

    private final String token;

    private ApiToken(String token) {
        this.token = token;
    }

    /**
     * Reads the file, or makes it with a new token, which is then said once in the log.
     *
     * @throws IOException where it cannot be read or made, or is no token that only its owner can read
     */
    static ApiToken of(Path file) throws IOException {
        try {
            return new ApiToken(read(file));
        } catch (NoSuchFileException _) {
            return new ApiToken(make(file));
        }
    }

    private static String read(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new IOException(file + " can be read by others; chmod 600 it, and use another token");
        }
        if (token.length() < LEAST_CHARS || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IOException(
                    file + " does not hold a token: at least " + LEAST_CHARS + " printable characters on one line");
        }
        return token;
    }

    private static String make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path next = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try (var out = Files.newByteChannel(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(StandardCharsets.UTF_8.encode(token + "\n"));
            Files.createLink(file, next);
        } catch (FileAlreadyExistsException _) {
            return read(file); // another agent was first
        } finally {
            Files.deleteIfExists(next);
        }
        log.info("made an API token, in {}; it is not shown again: {}", file, token);
        return token;
    }

    @Override
    public Caller authenticate(Request request) {
        boolean proven = Bearer.of(request)
                .or(() -> Optional.ofNullable(request.getHeaders().get("X-Deck-Token")))
                .or(() -> ofSocket(request))
                .filter(given -> Bearer.same(given, token))
                .isPresent();
        if (!proven) {
            throw new Refusal(
                    401, "unauthorized", "The token is missing or wrong; send it as Authorization: Bearer <token>.");
        }
        return BEARER;
    }

    /** Browsers cannot give headers to WebSockets; elsewhere a token in an address would end up in logs. */
    private static Optional<String> ofSocket(Request request) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            return Optional.empty();
        }
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue("access_token"));
    }
}
