package org.pilothouse.agent.desktop;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Keyboard;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import tools.jackson.databind.node.ObjectNode;

/** Mouse, keyboard, clipboard. */
final class InputOperations {
    private static final int MAX_TEXT = 32_768;
    private static final int DEFAULT_DRAG_MILLIS = 200;
    private static final int MAX_DRAG_MILLIS = 10_000;

    private final XServer server;
    private final Pointer pointer;
    private final Keyboard keyboard;
    private final Clock clock;

    InputOperations(XServer server, Pointer pointer, Keyboard keyboard, Clock clock) {
        this.server = server;
        this.pointer = pointer;
        this.keyboard = keyboard;
        this.clock = clock;
    }

    TaskResult mouse(DesktopOp.Mouse op) throws OperationException, InputException, XException, InterruptedException {
        String asked = op.button() == null ? "left" : op.button();
        Pointer.Button button =
                switch (asked) {
                    case "left" -> Pointer.Button.LEFT;
                    case "middle" -> Pointer.Button.MIDDLE;
                    case "right" -> Pointer.Button.RIGHT;
                    default -> throw OperationException.wrong("button", asked, "left, middle or right");
                };
        switch (OperationException.required("action", op.action())) {
            case "move" -> pointer.move(op.x(), op.y());
            case "click" -> pointer.click(op.x(), op.y(), button, 1);
            case "drag" -> drag(op, button);
            case "scroll" -> pointer.scroll(op.x(), op.y(), orZero(op.deltaX()), orZero(op.deltaY()));
            default -> throw OperationException.wrong("action", op.action(), "move, click, drag or scroll");
        }
        return evidence("mouse", op.action(), e -> e.put("x", op.x()).put("y", op.y()));
    }

    private void drag(DesktopOp.Mouse op, Pointer.Button button)
            throws OperationException, InputException, XException, InterruptedException {
        Duration duration = dragDuration(op);
        if (op.fromX() == null && op.fromY() == null) {
            pointer.drag(op.x(), op.y(), button, duration);
        } else {
            pointer.drag(
                    OperationException.required("from_x", op.fromX()),
                    OperationException.required("from_y", op.fromY()),
                    op.x(),
                    op.y(),
                    button,
                    duration);
        }
    }

    private static Duration dragDuration(DesktopOp.Mouse op) throws OperationException {
        int millis = op.durationMs() == null ? DEFAULT_DRAG_MILLIS : op.durationMs();
        if (millis < 0 || millis > MAX_DRAG_MILLIS) {
            throw OperationException.wrong("duration_ms", millis, "0 to " + MAX_DRAG_MILLIS);
        }
        return Duration.ofMillis(millis);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    TaskResult keyboard(DesktopOp.Keyboard op)
            throws OperationException, InputException, XException, InterruptedException {
        return switch (OperationException.required("action", op.action())) {
            case "type" -> {
                String text = OperationException.text("text", op.text(), MAX_TEXT);
                keyboard.type(text);
                // The text itself may be a password.
                yield evidence("keyboard", "type", e -> e.put("characters", text.length()));
            }
            case "press" -> {
                String key = OperationException.required("key", op.key());
                keyboard.press(key, op.modifiers() == null ? List.of() : op.modifiers());
                yield evidence("keyboard", "press", e -> e.put("key", key));
            }
            default -> throw OperationException.wrong("action", op.action(), "type or press");
        };
    }

    TaskResult clipboardWrite(DesktopOp.ClipboardWrite op) throws OperationException, XException, InterruptedException {
        String text = OperationException.text("text", op.text(), MAX_TEXT);
        server.perform(x -> x.clipboard().write(text));
        return new TaskResult(
                Json.LENIENT.createObjectNode().put("op", "clipboard_write").put("status", "ok"), null);
    }

    /** What was done, without a picture. */
    private TaskResult evidence(String type, String action, Consumer<ObjectNode> more) {
        ObjectNode evidence = Json.LENIENT.createObjectNode();
        evidence.put("type", type).put("action", action);
        evidence.put("timestamp", clock.instant().toString());
        more.accept(evidence);
        return new TaskResult(null, evidence);
    }
}
