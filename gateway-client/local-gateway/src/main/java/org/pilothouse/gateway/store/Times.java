package org.pilothouse.gateway.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as stored text: always milliseconds, so that text order is time order. */
final class Times {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : FORMAT.format(at);
    }

    static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    static String require(Instant at) {
        return FORMAT.format(at);
    }

    static Instant require(String text) {
        return Instant.parse(text);
    }
}
