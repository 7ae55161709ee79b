package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.x11.PointerState;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Refusal;

/** {@code mouse/*}. */
final class MouseRoutes {
    static final int EDGE = 32_767;
    static final int NOTCHES = 100;
    static final int MAX_POINTS = 1000;
    static final int MAX_PATH_MILLIS = 30_000;
    private static final Duration DRAG = Duration.ofMillis(120);

    private final Desktop desktop;
    private final Pointer pointer;

    MouseRoutes(Desktop desktop) {
        this.desktop = desktop;
        this.pointer = desktop.pointer();
    }

    /** The last two are more than sandbox-agent has. */
    enum Button {
        LEFT,
        MIDDLE,
        RIGHT,
        BACK,
        FORWARD
    }

    record Position(
            @Field(required = true, value = "px from the left")
            int x,

            @Field(required = true, value = "px from the top")
            int y,

            @Field("Number of the screen, always 0") int screen,

            @Field("The window that the pointer is over") @Nullable
            String window) {}

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

            @Field(min = 1, max = 10, otherwise = "1", example = "2") @Nullable
            Integer clickCount,

            @Field("Keys to hold meanwhile") KeyboardRoutes.@Nullable Modifiers modifiers) {}

    record Press(
            @Field(value = "Where the pointer is, without x and y", min = 0, max = EDGE) @Nullable
            Integer x,

            @Field(min = 0, max = EDGE) @Nullable Integer y,

            @Field(otherwise = "\"left\"", example = "\"left\"") @Nullable
            Button button) {}

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

            @Field(value = "Notches to the right", min = -NOTCHES, max = NOTCHES, otherwise = "0") @Nullable
            Integer deltaX,

            @Field(value = "Notches down", min = -NOTCHES, max = NOTCHES, otherwise = "0", example = "3") @Nullable
            Integer deltaY,

            @Field("Keys to hold meanwhile") KeyboardRoutes.@Nullable Modifiers modifiers) {}

    record Point(
            @Field(required = true, min = 0, max = EDGE, example = "100")
            Integer x,

            @Field(required = true, min = 0, max = EDGE, example = "100")
            Integer y) {}

    record Path(
            @Field(
                    required = true,
                    least = 2,
                    most = MAX_POINTS,
                    example = "[{\"x\":100,\"y\":100},{\"x\":200,\"y\":150},{\"x\":300,\"y\":100}]")
            List<Point> points,

            @Field("Held down from the first place to the last; none where absent") @Nullable
            Button button,

            @Field(value = "Of the whole movement", min = 0, max = MAX_PATH_MILLIS, otherwise = "120") @Nullable
            Integer durationMs) {}

    void addTo(Api api) {
        api.add(onDesktop(get("mouse/position", "Where the pointer is"))
                .gives(Position.class)
                .by(_ -> position()));
        api.add(input(post("mouse/move", "Moves the pointer").body(Move.class)).by((_, move) -> {
            pointer.move(move.x(), move.y());
            return position();
        }));
        api.add(input(post("mouse/click", "Clicks").body(Click.class)).by((_, click) -> {
            int count = click.clickCount() == null ? 1 : click.clickCount();
            holding(click.modifiers(), () -> pointer.click(click.x(), click.y(), button(click.button()), count));
            return position();
        }));
        api.add(input(post("mouse/down", "Presses a button and keeps it down").body(Press.class))
                .by((_, press) -> {
                    press(press, true);
                    return position();
                }));
        api.add(input(post("mouse/up", "Lets go of a button").body(Press.class)).by((_, press) -> {
            press(press, false);
            return position();
        }));
        api.add(input(post("mouse/drag", "Drags from one place to another").body(Drag.class))
                .by((_, drag) -> {
                    drag(drag);
                    return position();
                }));
        api.add(input(post("mouse/path", "Moves along several places, with a button down or without")
                        .body(Path.class))
                .by((_, path) -> {
                    follow(path);
                    return position();
                }));
        api.add(input(post("mouse/scroll", "Turns the wheel").body(Scroll.class))
                .by((_, scroll) -> {
                    scroll(scroll);
                    return position();
                }));
    }

    private void follow(Path path) throws InputException, XException, InterruptedException {
        pointer.follow(
                path.points().stream()
                        .map(point -> new Pointer.Point(point.x(), point.y()))
                        .toList(),
                path.button() == null ? null : button(path.button()),
                path.durationMs() == null ? DRAG : Duration.ofMillis(path.durationMs()));
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws InputException, XException, InterruptedException;
    }

    /** Does something while keys are held down, which are let go whatever happens. */
    private void holding(KeyboardRoutes.@Nullable Modifiers modifiers, Deed deed)
            throws InputException, XException, InterruptedException {
        List<String> keys = modifiers == null ? List.of() : modifiers.names();
        List<String> down = new ArrayList<>();
        try {
            for (String key : keys) {
                desktop.keyboard().down(key);
                down.add(key);
            }
            deed.run();
        } finally {
            for (String key : down.reversed()) {
                desktop.keyboard().up(key);
            }
        }
    }

    private static <T> Operation<T> input(Operation<T> operation) {
        return onDesktop(operation).gives(Position.class).refuses(502, DesktopRefusals.INPUT_FAILED);
    }

    private Position position() throws XException, InterruptedException {
        return desktop.server().call(x -> {
            PointerState state = x.pointer();
            OptionalLong window = x.windows().underPointer();
            return new Position(state.x(), state.y(), 0, window.isPresent() ? Long.toString(window.getAsLong()) : null);
        });
    }

    private static Pointer.Button button(@Nullable Button button) {
        return button == null ? Pointer.Button.LEFT : Pointer.Button.valueOf(button.name());
    }

    private void press(Press press, boolean down) throws InputException, XException, InterruptedException {
        Pointer.Button button = button(press.button());
        Integer x = press.x();
        Integer y = press.y();
        if (x == null && y == null) {
            if (down) {
                pointer.down(button);
            } else {
                pointer.up(button);
            }
        } else if (x == null || y == null) {
            String missing = x == null ? "x" : "y";
            throw Refusal.invalid(missing, missing + " is missing; give both x and y, or neither");
        } else if (down) {
            pointer.down(x, y, button);
        } else {
            pointer.up(x, y, button);
        }
    }

    private void drag(Drag drag) throws XException, InterruptedException {
        try {
            pointer.drag(drag.startX(), drag.startY(), drag.endX(), drag.endY(), button(drag.button()), DRAG);
        } catch (InputException e) {
            // the core has names of its own for them
            Map<String, String> names = Map.of("x", "endX", "y", "endY", "from_x", "startX", "from_y", "startY");
            String field = e.field() == null ? null : names.get(e.field());
            throw new Refusal(400, DesktopRefusals.INVALID, DesktopRefusals.sentence(e), field, Map.of());
        }
    }

    private void scroll(Scroll scroll) throws InputException, XException, InterruptedException {
        int right = scroll.deltaX() == null ? 0 : scroll.deltaX();
        int down = scroll.deltaY() == null ? 0 : scroll.deltaY();
        if (right == 0 && down == 0) {
            throw Refusal.invalid("deltaY", "deltaX and deltaY are both 0; one of them must not be");
        }
        holding(scroll.modifiers(), () -> pointer.scroll(scroll.x(), scroll.y(), right, down));
    }
}
