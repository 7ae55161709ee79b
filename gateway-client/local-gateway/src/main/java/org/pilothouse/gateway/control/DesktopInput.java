package org.pilothouse.gateway.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.desktop.Selector;
import org.pilothouse.protocol.node.DesktopCapability;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.node.ObjectNode;

/** Checks the input of a desktop operation before a node sees it; the limits are those of the contract. */
public final class DesktopInput {
    private static final int MAX_REF = 512;
    private static final int MAX_NAME = 512;
    private static final int MAX_ROLE = 64;
    private static final int MAX_STATES = 32;
    private static final int MAX_TEXT = 32_768;
    private static final int MAX_COORDINATE = 32_767;

    private final List<Issue> issues = new ArrayList<>();

    /**
     * @param path dotted; empty for the input as a whole
     */
    public record Issue(String path, String message) {}

    /** The arguments to send, or what is wrong with them. */
    public record Checked(@Nullable ObjectNode args, List<Issue> issues) {}

    private DesktopInput() {}

    public static Checked check(DesktopCapability capability, @Nullable JsonNode input) {
        if (!(input instanceof ObjectNode object)) {
            return new Checked(null, List.of(new Issue("", "input must be an object")));
        }
        if (object.has("op")) {
            return new Checked(null, List.of(new Issue("op", "op is given by the path")));
        }
        ObjectNode args = Json.LENIENT.createObjectNode().put("op", capability.action());
        args.setAll(object);
        DesktopInput check = new DesktopInput();
        check.coordinates(capability, object);
        try {
            check.operation(Json.STRICT.treeToValue(args, DesktopOp.class));
        } catch (JacksonException e) {
            check.issues.add(unreadable(e));
        }
        return new Checked(check.issues.isEmpty() ? args : null, check.issues);
    }

    /**
     * The arguments of a step, with {@code op}, as they may be stored.
     *
     * @param path of the member that holds them
     */
    public static ObjectNode step(String path, @Nullable JsonNode args) {
        if (!(args instanceof ObjectNode object)) {
            throw GatewayException.invalid(path, path + " must be an object");
        }
        JsonNode op = object.path("op");
        DesktopCapability capability = Arrays.stream(DesktopCapability.values())
                .filter(known -> known.action().equals(op.asString("")))
                .findFirst()
                .orElseThrow(() -> GatewayException.invalid(
                        path + ".op",
                        path + ".op must be one of act, clipboard_write, keyboard, mouse, query, screenshot, snapshot,"
                                + " wait_for"));
        ObjectNode input = object.deepCopy();
        input.remove("op");
        Checked checked = check(capability, input);
        if (checked.args() == null) {
            Issue issue = checked.issues().getFirst();
            String at = issue.path().isEmpty() ? path : path + "." + issue.path();
            String message = issue.message().startsWith(issue.path() + " ")
                            && !issue.path().isEmpty()
                    ? path + "." + issue.message()
                    : at + ": " + issue.message();
            throw GatewayException.invalid(at, message);
        }
        return checked.args();
    }

    /** A coordinate that is left out would read as 0. */
    private void coordinates(DesktopCapability capability, ObjectNode input) {
        if (capability == DesktopCapability.MOUSE) {
            for (String name : List.of("x", "y")) {
                if (!input.has(name)) {
                    issue(name, name + " is required");
                }
            }
        }
    }

    private static Issue unreadable(JacksonException e) {
        String path = e instanceof MismatchedInputException mismatch
                ? mismatch.getPath().stream()
                        .map(ref -> ref.getPropertyName() == null ? "" + ref.getIndex() : ref.getPropertyName())
                        .collect(Collectors.joining("."))
                : "";
        return switch (e) {
            case UnrecognizedPropertyException _ -> new Issue(path, "unknown field");
            case InvalidTypeIdException _ -> new Issue(path, "unknown kind");
            default -> new Issue(path, "has the wrong type");
        };
    }

    private void operation(DesktopOp op) {
        switch (op) {
            case DesktopOp.Screenshot s -> screenshot(s);
            case DesktopOp.Snapshot s -> {
                range("max_nodes", s.maxNodes(), 1, 2048);
                range("max_text_chars", s.maxTextChars(), 1, 32_768);
            }
            case DesktopOp.Query q -> {
                selector("selector", q.selector());
                range("limit", q.limit(), 1, 64);
            }
            case DesktopOp.Act a -> {
                selector("target", a.target());
                if (a.action() == null) {
                    issue("action", "action is required");
                } else {
                    oneOf("action.kind", a.action().kind(), Set.of("click", "double_click", "right_click", "focus"));
                }
            }
            case DesktopOp.Mouse m -> mouse(m);
            case DesktopOp.Keyboard k -> keyboard(k);
            case DesktopOp.WaitFor w -> {
                selector("selector", w.selector());
                if (w.state() != null) {
                    oneOf("state", w.state(), Set.of("exists", "visible", "hidden"));
                }
                range("timeout_ms", w.timeoutMs(), 0, 600_000);
                range("poll_ms", w.pollMs(), 50, 10_000);
            }
            case DesktopOp.ClipboardWrite c -> text("text", c.text(), MAX_TEXT);
        }
    }

    private void screenshot(DesktopOp.Screenshot s) {
        JsonNode display = s.display();
        boolean named = display != null
                && display.isString()
                && Set.of("primary", "all").contains(display.asString());
        boolean byId = display instanceof ObjectNode object && object.size() == 1 && object.has("id");
        if (!named && !byId) {
            issue("display", "display is required; use 'primary', 'all', or { id }");
        }
        if (s.format() != null) {
            oneOf("format", s.format(), Set.of("png", "jpeg"));
        }
        range("max_width", s.maxWidth(), 16, 7680);
    }

    private void mouse(DesktopOp.Mouse m) {
        oneOf("action", m.action(), Set.of("move", "click", "drag", "scroll"));
        range("x", m.x(), -MAX_COORDINATE, MAX_COORDINATE);
        range("y", m.y(), -MAX_COORDINATE, MAX_COORDINATE);
        if (m.button() != null) {
            oneOf("button", m.button(), Set.of("left", "middle", "right"));
        }
        range("duration_ms", m.durationMs(), 0, 10_000);
        range("delta_x", m.deltaX(), -100, 100);
        range("delta_y", m.deltaY(), -100, 100);
    }

    private void keyboard(DesktopOp.Keyboard k) {
        oneOf("action", k.action(), Set.of("type", "press"));
        if ("type".equals(k.action())) {
            text("text", k.text(), MAX_TEXT);
        } else if ("press".equals(k.action())) {
            text("key", k.key(), 64);
        }
        if (k.modifiers() != null) {
            if (k.modifiers().size() > 8) {
                issue("modifiers", "at most 8 modifiers");
            }
            k.modifiers().forEach(modifier -> text("modifiers", modifier, 32));
        }
    }

    private void selector(String path, @Nullable Selector selector) {
        switch (selector) {
            case null -> issue(path, path + " is required");
            case Selector.Ref ref -> text(path + ".ref", ref.ref(), MAX_REF);
            case Selector.Ocr ocr -> text(path + ".text", ocr.text(), MAX_NAME);
            case Selector.A11y a11y -> {
                if (a11y.role() == null && a11y.name() == null && a11y.states() == null) {
                    issue(path, "an a11y selector needs a role, a name or states");
                }
                optional(path + ".role", a11y.role(), MAX_ROLE);
                optional(path + ".name", a11y.name(), MAX_NAME);
                if (a11y.states() != null && a11y.states().size() > MAX_STATES) {
                    issue(path + ".states", "at most " + MAX_STATES + " states");
                }
            }
        }
    }

    private void text(String path, @Nullable String value, int max) {
        if (value == null || value.isEmpty()) {
            issue(path, path + " is required");
        } else {
            optional(path, value, max);
        }
    }

    private void optional(String path, @Nullable String value, int max) {
        if (value != null && value.length() > max) {
            issue(path, path + " must be at most " + max + " characters");
        }
    }

    private void oneOf(String path, @Nullable String value, Set<String> allowed) {
        if (value == null || !allowed.contains(value)) {
            issue(path, path + " must be one of " + allowed.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private void range(String path, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            issue(path, path + " must be between " + min + " and " + max);
        }
    }

    private void issue(String path, String message) {
        issues.add(new Issue(path, message));
    }
}
