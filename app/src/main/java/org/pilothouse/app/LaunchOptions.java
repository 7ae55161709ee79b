package org.pilothouse.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param gateway a remote gateway to use instead of a local one, null for the local one
 * @param tokenFile holds that gateway's token; there exactly where {@code gateway} is
 * @param state where the local gateway keeps its data, null for the usual place
 */
record LaunchOptions(
        @Nullable URI gateway,
        @Nullable Path tokenFile,
        @Nullable Path state,
        boolean help) {
    static final String USAGE = """
            Usage: pilothouse [options]

              (no option)                        start the local gateway inside the console
              --gateway URL --token-file FILE    use the gateway at URL, with the token in FILE
              --state DIR                        keep the local gateway's data and the logs in DIR
              --help                             this text
            """;

    /** The command line makes no sense; the message says why in one sentence. */
    static final class BadOptionsException extends Exception {
        private static final long serialVersionUID = 1L;

        BadOptionsException(String message) {
            super(message);
        }
    }

    static LaunchOptions parse(List<String> arguments) throws BadOptionsException {
        Deque<String> left = new ArrayDeque<>(arguments);
        URI gateway = null;
        Path tokenFile = null;
        Path state = null;
        boolean help = false;
        while (!left.isEmpty()) {
            String option = left.pop();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--gateway" -> gateway = url(value(option, left));
                case "--token-file" -> tokenFile = path(option, value(option, left));
                case "--state" -> state = path(option, value(option, left));
                default -> throw new BadOptionsException("There is no option " + option + "; see --help.");
            }
        }
        if ((gateway == null) != (tokenFile == null)) {
            throw new BadOptionsException("--gateway and --token-file belong together; give both or neither.");
        }
        return new LaunchOptions(gateway, tokenFile, state, help);
    }

    private static String value(String option, Deque<String> left) throws BadOptionsException {
        if (left.isEmpty() || left.peek().startsWith("--")) {
            throw new BadOptionsException(option + " needs a value; see --help.");
        }
        return left.pop();
    }

    private static URI url(String text) throws BadOptionsException {
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/");
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new BadOptionsException("--gateway wants an address such as https://gateway.example:8788.");
    }

    private static Path path(String option, String text) throws BadOptionsException {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new BadOptionsException(option + " is no path: " + e.getMessage());
        }
    }
}
