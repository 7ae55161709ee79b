package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code query}.
 *
 * @param matches the best first
 * @param equallyGood how many different elements are as good as the first, with it; more than one where {@code act}
 *     would call the selector ambiguous (ours)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueryResult(
        String op, List<Match> matches, @Nullable Integer equallyGood) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public QueryResult {
        matches = matches == null ? List.of() : List.copyOf(matches);
    }

    /**
     * One element, or one piece of text.
     *
     * @param kind {@code a11y} with {@code elementRef} and {@code node}, or {@code ocr} with {@code text} and {@code bounds}
     * @param confidence 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Match(
            String kind,
            @Nullable String elementRef,
            @Nullable ElementNode node,
            @Nullable String text,
            @Nullable Rect bounds,
            @Nullable Double confidence) {}
}
