package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of the accessibility tree.
 *
 * @param ref names it in a selector; only for as long as it lives
 * @param bounds px on the desktop; may lie outside of it
 * @param states such as {@code focused}, {@code enabled}, {@code visible}
 * @param children in the order of the toolkit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ElementNode(
        @Nullable String ref,
        String role,
        String name,
        @Nullable String value,
        List<String> states,
        @Nullable Rect bounds,
        List<String> actions,
        List<ElementNode> children) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public ElementNode {
        role = role == null ? "" : role;
        name = name == null ? "" : name;
        states = states == null ? List.of() : List.copyOf(states);
        actions = actions == null ? List.of() : List.copyOf(actions);
        children = children == null ? List.of() : List.copyOf(children);
    }
}
