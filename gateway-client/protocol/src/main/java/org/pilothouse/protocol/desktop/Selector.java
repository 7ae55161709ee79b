package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names one or more elements of a desktop. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Selector.Ref.class, name = "ref"),
    @JsonSubTypes.Type(value = Selector.A11y.class, name = "a11y"),
    @JsonSubTypes.Type(value = Selector.Ocr.class, name = "ocr")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Selector {
    /**
     * @param ref {@code atspi:<bus name>|<object path>} or {@code pixel:x,y}, at most 512 characters
     */
    record Ref(String ref) implements Selector {}

    /**
     * Every member that is given must match.
     *
     * @param name at most 512 characters
     * @param role at most 64
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record A11y(
            @Nullable String role,
            @Nullable String name,
            @Nullable List<String> states) implements Selector {}

    /** Text on the screen. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ocr(String text, @Nullable Rect bounds, @Nullable Boolean caseInsensitive) implements Selector {}
}
