package org.pilothouse.gateway.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.http.Call;

/** {@code limit} and {@code cursor} of a list. */
final class Paging {
    private static final int DEFAULT = 100;
    private static final int MOST = 500;

    private Paging() {}

    /** 1 to {@value #MOST}, {@value #DEFAULT} where absent. */
    static int limit(Call call) {
        Optional<String> limit = call.query("limit");
        if (limit.isEmpty()) {
            return DEFAULT;
        }
        long value = number("limit", limit.get());
        if (value < 1 || value > MOST) {
            throw GatewayException.invalid("limit", "limit must be between 1 and " + MOST);
        }
        return (int) value;
    }

    /** The place that the last page ended at. */
    static @Nullable Long before(Call call) {
        return call.query("cursor").map(cursor -> number("cursor", cursor)).orElse(null);
    }

    private static long number(String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw GatewayException.invalid(
                name, name.equals("cursor") ? "cursor must be a next_cursor of this list" : name + " must be a number");
    }
}
