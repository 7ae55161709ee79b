package org.pilothouse.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pilothouse.client.GatewayProfile;

/** Which gateway is meant, by which token. */
final class Target {
    private Target() {}

    static GatewayProfile of(@Nullable URI gateway, @Nullable Path tokenFile) {
        if (gateway == null) {
            throw new UsageException("Which gateway? Give --gateway URL, or set PILOTHOUSE_GATEWAY.");
        }
        if (tokenFile == null) {
            throw new UsageException(
                    "Where is the token? Give --token-file FILE, or set PILOTHOUSE_TOKEN_FILE; it is not taken from the command line, which others can see.");
        }
        try {
            return GatewayProfile.of("gateway", gateway, token(tokenFile));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty() || token.lines().count() > 1) {
                throw new UsageException("The token file " + file + " must hold one line, the token.");
            }
            return token;
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no token file " + file + ".", e);
        } catch (IOException e) {
            throw new UsageException("The token file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
