package org.pilothouse.gateway.engine.docker;

import java.util.List;
import java.util.Locale;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.EngineException.ImageMissing;
import org.pilothouse.gateway.engine.EngineException.ImageMissing.Why;

/** Why an image could not be pulled, and what to do next. The engine tells it in prose only. */
final class PullErrors {
    private static final List<String> UNAUTHORIZED =
            List.of("unauthorized", "denied", "authentication required", "no basic auth");
    private static final List<String> NOT_FOUND = List.of("manifest unknown", "not found", "does not exist");
    private static final List<String> NO_NETWORK = List.of(
            "no such host",
            "dial tcp",
            "i/o timeout",
            "connection refused",
            "network is unreachable",
            "temporary failure in name resolution",
            "request canceled while waiting for connection",
            "tls handshake timeout",
            "timed out");

    private PullErrors() {}

    static ImageMissing of(String reference, EngineException failure) {
        String said = failure.sentence();
        String lower = said.toLowerCase(Locale.ROOT);
        String begin = "Image " + reference + " could not be pulled: ";
        if (has(lower, NO_NETWORK)) {
            return new ImageMissing(
                    begin + "the host cannot reach its registry (" + said
                            + "). Check the host's network and proxy, or load the image there with docker load.",
                    Why.NO_NETWORK,
                    failure);
        }
        if (has(lower, UNAUTHORIZED)) {
            return new ImageMissing(
                    begin + "its registry refuses it (" + said
                            + "). Check the name; if it is private, pull or load it on the host by hand.",
                    Why.UNAUTHORIZED,
                    failure);
        }
        if (has(lower, NOT_FOUND)) {
            return new ImageMissing(
                    begin + "its registry does not have it (" + said + "). Check name, tag and platform.",
                    Why.NOT_FOUND,
                    failure);
        }
        return new ImageMissing(begin + said, failure);
    }

    private static boolean has(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }
}
