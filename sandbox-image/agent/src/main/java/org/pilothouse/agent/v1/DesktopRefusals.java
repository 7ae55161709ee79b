package org.pilothouse.agent.v1;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.desktop.OperationException;
import org.pilothouse.agent.desktop.Windows;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Refusal;

/** What exceptions of the desktop's core mean, in sandbox-agent's codes. */
public final class DesktopRefusals implements Function<Exception, Optional<Refusal>> {
    static final String INVALID = "desktop_invalid_action";
    static final String INPUT_FAILED = "desktop_input_failed";
    static final String NO_ELEMENT = "element_not_found";
    static final String AMBIGUOUS = "element_ambiguous";
    static final String NO_ACCESSIBILITY = "accessibility_unavailable";
    static final String NOT_DONE = "element_refused";
    static final String TIMEOUT = "timeout";

    private final Supplier<DesktopState> state;

    public DesktopRefusals(Supplier<DesktopState> state) {
        this.state = state;
    }

    @Override
    public Optional<Refusal> apply(Exception exception) {
        return switch (exception) {
            case InputException e -> Optional.of(invalid(e.field(), e));
            case Screen.OutsideException e -> Optional.of(invalid(e.field(), e));
            case OperationException e -> Optional.of(e.field() == null ? element(sentence(e)) : invalid(e.field(), e));
            case AccessibilityException e -> Optional.of(element(sentence(e)));
            case Windows.GoneException e -> Optional.of(new Refusal(404, "window_not_found", sentence(e)));
            case XException.Unavailable e -> Optional.of(unavailable(e));
            case XException e -> Optional.of(new Refusal(502, INPUT_FAILED, sentence(e)));
            default -> Optional.empty();
        };
    }

    private static Refusal invalid(@Nullable String field, Exception e) {
        return new Refusal(400, INVALID, sentence(e), field, Map.of());
    }

    /** The node's errors begin with what is wrong (Tyrum contract, section 4.1), which is a code of its own here. */
    private static Refusal element(String message) {
        int colon = message.indexOf(": ");
        String rest = message.substring(colon < 0 ? 0 : colon + 2);
        return switch (colon < 0 ? "" : message.substring(0, colon)) {
            case "target_not_found" -> new Refusal(404, NO_ELEMENT, capitalised(rest));
            case "target_ambiguous" -> new Refusal(409, AMBIGUOUS, capitalised(rest));
            case "unavailable" -> new Refusal(503, NO_ACCESSIBILITY, capitalised(rest));
            case "accessibility is unavailable" -> new Refusal(503, NO_ACCESSIBILITY, capitalised(message));
            default -> new Refusal(409, NOT_DONE, capitalised(message));
        };
    }

    private static String capitalised(String text) {
        String sentence = text.endsWith(".") ? text : text + ".";
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** There is no X server: it depends on the desktop's state what is to be done about it. */
    private Refusal unavailable(XException.Unavailable e) {
        DesktopState now = state.get();
        return switch (now.phase()) {
            case FAILED ->
                new Refusal(
                        503,
                        "desktop_runtime_failed",
                        now.problem() == null ? "The desktop has failed." : now.problem());
            case STARTING ->
                new Refusal(409, "desktop_runtime_starting", "The desktop is starting; ask again in a moment.");
            case STOPPING, INACTIVE, PARTIAL ->
                new Refusal(
                        409,
                        "desktop_runtime_inactive",
                        "The desktop was stopped; start it with POST /v1/desktop/start.");
            case ACTIVE ->
                new Refusal(409, "desktop_runtime_starting", "There is no desktop just now: " + sentence(e) + ".");
        };
    }

    static String sentence(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
