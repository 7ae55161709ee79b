package org.pilothouse.agent.deck;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.input.Keyboard;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.x11.PointerState;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.http.Refusal;

/** {@code /computeruse/mouse*} and {@code keyboard*}. */
final class DeckInput {
    static final int EDGE = 32_767;
    static final int NOTCHES = 100;
    static final int MAX_TEXT = 100_000;
    static final int MAX_KEY = 128;
    static final int MAX_DELAY_MILLIS = 1000;
    private static final int MAX_TOTAL_MILLIS = 300_000;
    private static final int NOTCHES_OTHERWISE = 3;
    private static final String MOUSE = "/computeruse/mouse/";
    private static final String KEYBOARD = "/computeruse/keyboard/";
    private static final Duration DRAG = Duration.ofMillis(120);
    private static final Map<String, String> DRAG_NAMES =
            Map.of("x", "endX", "y", "endY", "from_x", "startX", "from_y", "startY");

    private final Desktop desktop;
    private final Pointer pointer;
    private final Keyboard keyboard;

    DeckInput(Desktop desktop) {
        this.desktop = desktop;
        this.pointer = desktop.pointer();
        this.keyboard = desktop.keyboard();
    }

    enum Button {
        LEFT,
        RIGHT,
        MIDDLE
    }

    enum Direction {
        UP,
        DOWN,
        LEFT,
        RIGHT
    }

    record Place(
            @Field(required = true) int x,
            @Field(required = true) int y) {}

    record Move(
            @Field(required = true, min = 0, max = EDGE, example = "640")
            Integer x,

            @Field(required = true, min = 0, max = EDGE, example = "400")
            Integer y) {}

    record Click(
            @Field(required = true, min = 0, max = EDGE, example = "640")
            Integer x,

            @Field(required = true, min = 0, max = EDGE, example = "400")
            Integer y,

            @Field(otherwise = "\"left\"") @Nullable Button button,

            @JsonProperty("double") @Field(otherwise = "false") @Nullable
            Boolean twice) {}

    record Drag(
            @Field(required = true, min = 0, max = EDGE, example = "100")
            Integer startX,

            @Field(required = true, min = 0, max = EDGE, example = "100")
            Integer startY,

            @Field(required = true, min = 0, max = EDGE, example = "300")
            Integer endX,

            @Field(required = true, min = 0, max = EDGE, example = "200")
            Integer endY,

            @Field(otherwise = "\"left\"") @Nullable Button button) {}

    record Scroll(
            @Field(required = true, min = 0, max = EDGE, example = "640")
            Integer x,

            @Field(required = true, min = 0, max = EDGE, example = "400")
            Integer y,

            @Field(required = true, example = "\"down\"") Direction direction,

            @Field(value = "Notches of the wheel", min = 1, max = NOTCHES, otherwise = "3") @Nullable
            Integer amount) {}

    record Scrolled(@Field(required = true) boolean success) {}

    record Type(
            @Field(
                    value = "Any Unicode text; a line break is the Return key",
                    required = true,
                    least = 1,
                    most = MAX_TEXT,
                    example = "\"Grüße, мир, 😀\"")
            String text,

            @Field(value = "Milliseconds after each key; none are needed", min = 0, max = MAX_DELAY_MILLIS) @Nullable
            Integer delay) {}

    record Key(
            @Field(required = true, least = 1, most = MAX_KEY, example = "\"a\"")
            String key,

            @Field(value = "ctrl, alt, shift, cmd", most = 8, example = "[\"ctrl\"]") @Nullable
            List<String> modifiers) {}

    record Hotkey(
            @Field(required = true, least = 1, most = MAX_KEY, example = "\"ctrl+c\"")
            String keys) {}

    void addTo(Api api) {
        mouse(api);
        api.add(input(Operation.post(KEYBOARD + "type", "Types a text").body(Type.class))
                .gives(Map.class)
                .by((_, type) -> done("text", () -> keyboard.type(type.text(), pause(type)))));
        api.add(input(Operation.post(KEYBOARD + "key", "Presses a key").body(Key.class))
                .gives(Map.class)
                .by((_, key) -> {
                    List<String> held = key.modifiers() == null ? List.of() : key.modifiers();
                    return done("key", () -> keyboard.press(key.key(), held));
                }));
        api.add(input(Operation.post(KEYBOARD + "hotkey", "Presses keys together")
                        .body(Hotkey.class))
                .gives(Map.class)
                .by((_, hotkey) -> done("keys", () -> keyboard.press(hotkey.keys(), List.of()))));
    }

    private void mouse(Api api) {
        api.add(input(Operation.get(MOUSE + "position", "Where the pointer is"))
                .gives(Place.class)
                .by(_ -> place()));
        api.add(input(Operation.post(MOUSE + "move", "Moves the pointer").body(Move.class))
                .gives(Place.class)
                .by((_, to) -> {
                    Acting.act(Map.of(), () -> pointer.move(to.x(), to.y()));
                    return place();
                }));
        api.add(input(Operation.post(MOUSE + "click", "Clicks").body(Click.class))
                .gives(Place.class)
                .by((_, click) -> {
                    int count = Boolean.TRUE.equals(click.twice()) ? 2 : 1;
                    Acting.act(Map.of(), () -> pointer.click(click.x(), click.y(), button(click.button()), count));
                    return place();
                }));
        api.add(input(Operation.post(MOUSE + "drag", "Drags from one place to another")
                        .body(Drag.class))
                .gives(Place.class)
                .by((_, drag) -> {
                    Acting.act(
                            DRAG_NAMES,
                            () -> pointer.drag(
                                    drag.startX(),
                                    drag.startY(),
                                    drag.endX(),
                                    drag.endY(),
                                    button(drag.button()),
                                    DRAG));
                    return place();
                }));
        api.add(input(Operation.post(MOUSE + "scroll", "Turns the wheel").body(Scroll.class))
                .gives(Scrolled.class)
                .by((_, scroll) -> scroll(scroll)));
    }

    private static <T> Operation<T> input(Operation<T> operation) {
        return operation.tag("computeruse").refuses(503, "desktop_unavailable");
    }

    private Place place() throws InterruptedException {
        PointerState at = Acting.look(Map.of(), () -> desktop.server().call(XConnection::pointer));
        return new Place(at.x(), at.y());
    }

    private static Pointer.Button button(@Nullable Button button) {
        return button == null ? Pointer.Button.LEFT : Pointer.Button.valueOf(button.name());
    }

    private Scrolled scroll(Scroll scroll) throws InterruptedException {
        int amount = scroll.amount() == null ? NOTCHES_OTHERWISE : scroll.amount();
        int right =
                switch (scroll.direction()) {
                    case LEFT -> -amount;
                    case RIGHT -> amount;
                    case UP, DOWN -> 0;
                };
        int down =
                switch (scroll.direction()) {
                    case UP -> -amount;
                    case DOWN -> amount;
                    case LEFT, RIGHT -> 0;
                };
        Acting.act(Map.of(), () -> pointer.scroll(scroll.x(), scroll.y(), right, down));
        return new Scrolled(true);
    }

    /**
     * @param field that an unknown key is in
     */
    private static Map<String, String> done(String field, Acting.Move move) throws InterruptedException {
        Acting.act(Map.of("", field), move);
        return Map.of();
    }

    private static Duration pause(Type type) {
        int millis = type.delay() == null ? 0 : type.delay();
        if ((long) millis * type.text().length() > MAX_TOTAL_MILLIS) {
            throw Refusal.invalid(
                    "delay",
                    "delay is " + millis + ", with which this text takes more than " + MAX_TOTAL_MILLIS / 1000
                            + " s; make one of them shorter");
        }
        return Duration.ofMillis(millis);
    }
}
