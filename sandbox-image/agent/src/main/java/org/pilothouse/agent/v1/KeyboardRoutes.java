package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Clipboard;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Keyboard;
import org.pilothouse.agent.x11.Selection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Refusal;

/** {@code keyboard/*}. */
final class KeyboardRoutes {
    static final int MAX_TEXT = 100_000;
    static final int MAX_KEY = 128;
    static final int MAX_REPEAT = 100;
    static final int MAX_HOLD_MILLIS = 60_000;
    static final int MAX_DELAY_MILLIS = 1000;
    private static final int MAX_TOTAL_MILLIS = 300_000;

    private final Keyboard keyboard;
    private final Clipboard clipboard;

    KeyboardRoutes(Desktop desktop) {
        this.keyboard = desktop.keyboard();
        this.clipboard = desktop.clipboard();
    }

    record Type(
            @Field(
                    value = "Any Unicode text; a line break is the Return key",
                    required = true,
                    least = 1,
                    most = MAX_TEXT,
                    example = "\"Grüße, мир, 😀\"")
            String text,

            @Field(value = "Pause after each key; none is needed", min = 0, max = MAX_DELAY_MILLIS, otherwise = "0")
            @Nullable
            Integer delayMs) {}

    record Press(
            @Field(
                    value = "A key's name, or a chord such as ctrl+shift+t",
                    required = true,
                    least = 1,
                    most = MAX_KEY,
                    example = "\"a\"")
            String key,

            @Field("Keys to hold meanwhile") @Nullable Modifiers modifiers,

            @Field(value = "How often", min = 1, max = MAX_REPEAT, otherwise = "1") @Nullable
            Integer repeat) {}

    record Modifiers(
            @Field(example = "true") @Nullable Boolean ctrl,
            @Nullable Boolean shift,
            @Nullable Boolean alt,
            @Field("The Super key") @Nullable Boolean cmd) {
        List<String> names() {
            List<String> names = new ArrayList<>();
            if (Boolean.TRUE.equals(ctrl)) {
                names.add("ctrl");
            }
            if (Boolean.TRUE.equals(shift)) {
                names.add("shift");
            }
            if (Boolean.TRUE.equals(alt)) {
                names.add("alt");
            }
            if (Boolean.TRUE.equals(cmd)) {
                names.add("super");
            }
            return names;
        }
    }

    record Key(
            @Field(value = "One key's name", required = true, least = 1, most = MAX_KEY, example = "\"Shift\"")
            String key) {}

    record Hold(
            @Field(value = "One key's name", required = true, least = 1, most = MAX_KEY, example = "\"Shift\"")
            String key,

            @Field(required = true, min = 1, max = MAX_HOLD_MILLIS, example = "50")
            Integer durationMs) {}

    record Paste(
            @Field(
                    value = "Put on the clipboard and pasted by Shift+Insert; it stays there",
                    required = true,
                    least = 1,
                    most = 900_000,
                    example = "\"Grüße\"")
            String text) {}

    void addTo(Api api) {
        api.add(input(post("keyboard/type", "Types a text").body(Type.class))
                .by((_, type) -> done("text", () -> keyboard.type(type.text(), pause(type)))));
        api.add(input(post("keyboard/press", "Presses a key or a chord").body(Press.class))
                .by((_, press) -> {
                    Modifiers modifiers = press.modifiers();
                    List<String> names = modifiers == null ? List.of() : modifiers.names();
                    return done("key", () -> {
                        for (int i = 0; i < (press.repeat() == null ? 1 : press.repeat()); i++) {
                            keyboard.press(press.key(), names);
                        }
                    });
                }));
        api.add(input(post("keyboard/hold", "Holds a key down for some time").body(Hold.class))
                .by((_, hold) -> done("key", () -> keyboard.hold(hold.key(), Duration.ofMillis(hold.durationMs())))));
        api.add(input(post("keyboard/paste", "Pastes a text: faster than typing where it is long")
                        .body(Paste.class))
                .by((_, paste) -> {
                    clipboard.write(paste.text(), EnumSet.allOf(Selection.class));
                    return done("text", () -> keyboard.press("shift+Insert", List.of()));
                }));
        api.add(input(post("keyboard/down", "Presses a key and keeps it down").body(Key.class))
                .by((_, key) -> done("key", () -> keyboard.down(key.key()))));
        api.add(input(post("keyboard/up", "Lets go of a key").body(Key.class))
                .by((_, key) -> done("key", () -> keyboard.up(key.key()))));
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws InputException, XException, InterruptedException;
    }

    /**
     * @param field that an unknown key is in
     */
    private static Done done(String field, Deed deed) throws XException, InterruptedException {
        try {
            deed.run();
            return Done.OK;
        } catch (InputException e) {
            throw new Refusal(400, DesktopRefusals.INVALID, DesktopRefusals.sentence(e), field, Map.of());
        }
    }

    private static <T> Operation<T> input(Operation<T> operation) {
        return onDesktop(operation).gives(Done.class).refuses(502, DesktopRefusals.INPUT_FAILED);
    }

    private static Duration pause(Type type) {
        int millis = type.delayMs() == null ? 0 : type.delayMs();
        if ((long) millis * type.text().length() > MAX_TOTAL_MILLIS) {
            throw Refusal.invalid(
                    "delayMs",
                    "delayMs is " + millis + ", with which this text takes more than " + MAX_TOTAL_MILLIS / 1000
                            + " s; make one of them shorter");
        }
        return Duration.ofMillis(millis);
    }
}
