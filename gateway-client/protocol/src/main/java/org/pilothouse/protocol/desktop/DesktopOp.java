package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One desktop operation: the {@code args} of a {@code Desktop} step or task. Defaults are those of the contract. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DesktopOp.Screenshot.class, name = "screenshot"),
    @JsonSubTypes.Type(value = DesktopOp.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = DesktopOp.Query.class, name = "query"),
    @JsonSubTypes.Type(value = DesktopOp.Act.class, name = "act"),
    @JsonSubTypes.Type(value = DesktopOp.Mouse.class, name = "mouse"),
    @JsonSubTypes.Type(value = DesktopOp.Keyboard.class, name = "keyboard"),
    @JsonSubTypes.Type(value = DesktopOp.WaitFor.class, name = "wait_for"),
    @JsonSubTypes.Type(value = DesktopOp.ClipboardWrite.class, name = "clipboard_write")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface DesktopOp {
    /**
     * A picture of the screen.
     *
     * @param display {@code "primary"}, {@code "all"} or {@code {"id": …}}
     * @param format {@code png} (default) or {@code jpeg}
     * @param maxWidth px; a wider screen is scaled down
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Screenshot(
            JsonNode display,
            @Nullable String format,
            @Nullable Integer maxWidth) implements DesktopOp {}

    /**
     * A picture with the accessibility tree.
     *
     * @param maxNodes 1 to 2048
     * @param maxTextChars 1 to 32,768
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Snapshot(
            @Nullable Boolean includeTree,
            @Nullable Integer maxNodes,
            @Nullable Integer maxTextChars) implements DesktopOp {}

    /**
     * @param limit 1 to 64, default 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Query(Selector selector, @Nullable Integer limit) implements DesktopOp {}

    record Act(Selector target, ActAction action) implements DesktopOp {}

    /**
     * @param kind {@code click}, {@code double_click}, {@code right_click} or {@code focus}
     */
    record ActAction(String kind) {}

    /**
     * @param action {@code move}, {@code click}, {@code drag} or {@code scroll} (ours)
     * @param button {@code left} (default), {@code middle} or {@code right}
     * @param durationMs how long a drag takes, 0 to 10,000
     * @param deltaX wheel notches to the right; {@code scroll} only
     * @param deltaY wheel notches down; {@code scroll} only
     * @param fromX where a drag begins, together with {@code fromY} (ours); without them, where the pointer is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mouse(
            String action,
            int x,
            int y,
            @Nullable String button,
            @Nullable Integer durationMs,
            @Nullable Integer deltaX,
            @Nullable Integer deltaY,
            @Nullable Integer fromX,
            @Nullable Integer fromY)
            implements DesktopOp {

        public Mouse(
                String action,
                int x,
                int y,
                @Nullable String button,
                @Nullable Integer durationMs,
                @Nullable Integer deltaX,
                @Nullable Integer deltaY) {
            this(action, x, y, button, durationMs, deltaX, deltaY, null, null);
        }
    }

    /**
     * @param action {@code type} with {@code text}, or {@code press} with {@code key} and perhaps {@code modifiers}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Keyboard(
            String action,
            @Nullable String text,
            @Nullable String key,
            @Nullable List<String> modifiers) implements DesktopOp {}

    /**
     * @param state {@code exists}, {@code visible} or {@code hidden}
     * @param timeoutMs 0 to 600,000
     * @param pollMs 50 to 10,000
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WaitFor(
            Selector selector,
            @Nullable String state,
            @Nullable Integer timeoutMs,
            @Nullable Integer pollMs) implements DesktopOp {}

    /**
     * @param text at most 32,768 characters
     */
    record ClipboardWrite(String text) implements DesktopOp {}
}
