package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.run.RunError;
import tools.jackson.databind.JsonNode;

/** Values as columns hold them: constants by their wire names, JSON as text, an error in two columns. */
final class Columns {
    private Columns() {}

    static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.LENIENT.writeValueAsString(value);
    }

    static @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : Json.LENIENT.readTree(text);
    }

    static @Nullable String code(@Nullable RunError error) {
        return error == null ? null : error.code();
    }

    static @Nullable String message(@Nullable RunError error) {
        return error == null ? null : error.message();
    }

    static @Nullable RunError error(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return code == null ? null : new RunError(code, row.getString("error_message"));
    }
}
