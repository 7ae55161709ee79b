package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Result of {@code snapshot}.
 *
 * @param backend {@code mode} ({@code a11y}, {@code pixel} or {@code hybrid}) and {@code permissions}
 * @param windows topmost last
 * @param tree where it was asked for; a stored result has an artifact instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DesktopSnapshot(
        String op,
        @Nullable JsonNode backend,
        List<Window> windows,
        @Nullable ElementTree tree) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public DesktopSnapshot {
        windows = windows == null ? List.of() : List.copyOf(windows);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Window(
            String ref,
            @Nullable String title,
            @Nullable Rect bounds,
            @Nullable Boolean focused) {}
}
