package org.pilothouse.agent.desktop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Keyboard;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.desktop.Evidence;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import org.pilothouse.protocol.node.DesktopCapability;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/** Carries out desktop operations: the one door between the wire and the desktop. Safe for use by many threads. */
public final class DesktopOperations {
    /** What really works; nothing else is advertised. */
    public static final Set<DesktopCapability> SUPPORTED =
            EnumSet.of(DesktopCapability.SCREENSHOT, DesktopCapability.MOUSE, DesktopCapability.KEYBOARD);

    private static final int MIN_WIDTH = 16;
    private static final int MAX_TEXT = 32_768;
    private static final int DEFAULT_DRAG_MILLIS = 200;
    private static final int MAX_DRAG_MILLIS = 10_000;
    private static final ObjectReader READER = Json.LENIENT.readerFor(DesktopOp.class);

    private final Screen screen;
    private final Pointer pointer;
    private final Keyboard keyboard;
    private final Clock clock;

    public DesktopOperations(Screen screen, Pointer pointer, Keyboard keyboard, Clock clock) {
        this.screen = screen;
        this.pointer = pointer;
        this.keyboard = keyboard;
        this.clock = clock;
    }

    /**
     * Does what {@code args} ask.
     *
     * @param args {@code {"op": …, …}}
     * @throws OperationException where it is not possible; its message is meant for the caller
     */
    public TaskResult execute(JsonNode args) throws OperationException, InterruptedException {
        try {
            return switch (parse(args)) {
                case DesktopOp.Screenshot op -> screenshot(op);
                case DesktopOp.Mouse op -> mouse(op);
                case DesktopOp.Keyboard op -> keyboard(op);
                case DesktopOp other -> throw noProvider(args.path("op").asString(""));
            };
        } catch (InputException | XException e) {
            throw new OperationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static DesktopOp parse(JsonNode args) throws OperationException {
        String op = args.path("op").asString("");
        boolean known = false;
        for (DesktopCapability capability : DesktopCapability.values()) {
            known |= capability.action().equals(op);
        }
        if (!known) {
            throw noProvider(op);
        }
        if (op.equals(DesktopCapability.MOUSE.action())) {
            requireInteger(args, "x");
            requireInteger(args, "y");
        }
        try {
            return READER.readValue(args);
        } catch (JacksonException e) {
            throw new OperationException("Invalid arguments of " + op + ": " + e.getOriginalMessage(), e);
        }
    }

    /** A missing number would be read as zero, which is a place on the screen. */
    private static void requireInteger(JsonNode args, String field) throws OperationException {
        if (!args.path(field).isInt()) {
            throw new OperationException(field + " must be a whole number", null);
        }
    }

    private static OperationException noProvider(String op) {
        String id = "tyrum.desktop." + op.replace('_', '-');
        return new OperationException("no provider for capability: " + (op.isEmpty() ? "(no op)" : id), null);
    }

    private TaskResult screenshot(DesktopOp.Screenshot op) throws OperationException, XException, InterruptedException {
        String asked = op.format() == null ? "png" : op.format();
        Screen.Format format =
                switch (asked) {
                    case "png" -> Screen.Format.PNG;
                    case "jpeg" -> Screen.Format.JPEG;
                    default -> throw wrong("format", asked, "png or jpeg");
                };
        int maxWidth = op.maxWidth() == null ? Integer.MAX_VALUE : op.maxWidth();
        if (maxWidth < MIN_WIDTH) {
            throw wrong("max_width", maxWidth, "at least " + MIN_WIDTH);
        }
        Instant at = clock.instant();
        Screen.Picture picture = screen.picture(format, maxWidth);
        return evidence(new Evidence(
                "screenshot",
                format.mime(),
                picture.size().width(),
                picture.size().height(),
                Base64.getEncoder().encodeToString(picture.bytes()),
                at,
                null,
                picture.screen().width(),
                picture.screen().height()));
    }

    private TaskResult mouse(DesktopOp.Mouse op)
            throws OperationException, InputException, XException, InterruptedException {
        String asked = op.button() == null ? "left" : op.button();
        Pointer.Button button =
                switch (asked) {
                    case "left" -> Pointer.Button.LEFT;
                    case "middle" -> Pointer.Button.MIDDLE;
                    case "right" -> Pointer.Button.RIGHT;
                    default -> throw wrong("button", asked, "left, middle or right");
                };
        switch (required(op.action())) {
            case "move" -> pointer.move(op.x(), op.y());
            case "click" -> pointer.click(op.x(), op.y(), button, 1);
            case "drag" -> pointer.drag(op.x(), op.y(), button, dragDuration(op));
            case "scroll" -> pointer.scroll(op.x(), op.y(), orZero(op.deltaX()), orZero(op.deltaY()));
            default -> throw wrong("action", op.action(), "move, click, drag or scroll");
        }
        return did("mouse", op.action()).evidence(e -> e.put("x", op.x()).put("y", op.y()));
    }

    private static Duration dragDuration(DesktopOp.Mouse op) throws OperationException {
        int millis = op.durationMs() == null ? DEFAULT_DRAG_MILLIS : op.durationMs();
        if (millis < 0 || millis > MAX_DRAG_MILLIS) {
            throw wrong("duration_ms", millis, "0 to " + MAX_DRAG_MILLIS);
        }
        return Duration.ofMillis(millis);
    }

    private TaskResult keyboard(DesktopOp.Keyboard op)
            throws OperationException, InputException, XException, InterruptedException {
        return switch (required(op.action())) {
            case "type" -> {
                String text = op.text();
                if (text == null || text.isEmpty() || text.length() > MAX_TEXT) {
                    throw new OperationException("text must have 1 to " + MAX_TEXT + " characters", null);
                }
                keyboard.type(text);
                // The text itself may be a password.
                yield did("keyboard", "type").evidence(e -> e.put("characters", text.length()));
            }
            case "press" -> {
                String key = op.key();
                if (key == null) {
                    throw new OperationException(
                            "key is missing; it names the key to press, such as Enter or ctrl+l", null);
                }
                keyboard.press(key, op.modifiers() == null ? List.of() : op.modifiers());
                yield did("keyboard", "press").evidence(e -> e.put("key", key));
            }
            default -> throw wrong("action", op.action(), "type or press");
        };
    }

    /** Jackson leaves a missing member null, whatever its type says. */
    private static String required(@Nullable String action) throws OperationException {
        if (action == null) {
            throw new OperationException("action is missing", null);
        }
        return action;
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static OperationException wrong(String field, Object value, String allowed) {
        return new OperationException(field + " is '" + value + "'; it must be " + allowed, null);
    }

    private static TaskResult evidence(Evidence evidence) {
        return new TaskResult(null, Json.LENIENT.valueToTree(evidence));
    }

    private Deed did(String type, String action) {
        ObjectNode evidence = Json.LENIENT.createObjectNode();
        evidence.put("type", type).put("action", action);
        evidence.put("timestamp", clock.instant().toString());
        return new Deed(evidence);
    }

    /** What was done, without a picture. */
    private record Deed(ObjectNode node) {
        TaskResult evidence(Consumer<ObjectNode> more) {
            more.accept(node);
            return new TaskResult(null, node);
        }
    }
}
