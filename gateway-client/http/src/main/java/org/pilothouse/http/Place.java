package org.pilothouse.http;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * From where a server may be spoken to. Loopback is no boundary: any web page can send requests there, so only names
 * that are known to be this server's are served (against DNS rebinding), and no foreign page is (Origin).
 */
public final class Place {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final String what;
    private final Set<String> names;

    /**
     * @param what names the server in a refusal: {@code gateway}
     * @param furtherNames beside those of loopback
     */
    public Place(String what, Set<String> furtherNames) {
        this.what = what;
        Set<String> all = new HashSet<>(LOOPBACK);
        all.addAll(furtherNames);
        this.names = Set.copyOf(all);
    }

    void check(Request request) {
        String host = Request.getServerName(request);
        if (host == null || !names.contains(host)) {
            throw forbidden("This " + what + " answers only under "
                    + (names.equals(LOOPBACK) ? "localhost or a loopback address." : "the names that it was given."));
        }
        for (String origin : request.getHeaders().getValuesList(HttpHeader.ORIGIN)) {
            if (!isOurs(origin, request)) {
                throw forbidden("Web pages may not use this " + what + ".");
            }
        }
    }

    private boolean isOurs(String origin, Request request) {
        try {
            URI uri = URI.create(origin);
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && names.contains(uri.getHost())
                    && uri.getPort() == Request.getServerPort(request);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Refusal forbidden(String sentence) {
        return new Refusal(403, "forbidden", sentence);
    }
}
