package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.desktop.Elements;
import org.pilothouse.agent.desktop.Waiting;
import org.pilothouse.agent.desktop.Windows;
import org.pilothouse.http.Refusal;

/** {@code wait*}, which sandbox-agent has not: what is there instead of pauses that somebody guesses. */
final class WaitRoutes {
    static final int MAX_MILLIS = 300_000;
    private static final int DEFAULT_MILLIS = 30_000;
    static final int MAX_QUIET = 60_000;
    private static final int DEFAULT_QUIET = 500;
    /** A text cursor, a clock, a small spinner. */
    private static final int DEFAULT_IGNORED = 1000;

    static final double MAX_PIXELS = 8192.0 * 8192;
    static final double MAX_PID = 4_194_304;

    private final Waiting waiting;

    WaitRoutes(Desktop desktop) {
        this.waiting = new Waiting(desktop);
    }

    record Pause(
            @Field(required = true, min = 0, max = MAX_MILLIS, example = "10")
            Integer durationMs) {}

    record Stable(
            @Field(value = "For how long nothing must change", min = 20, max = MAX_QUIET, otherwise = "500") @Nullable
            Integer quietMs,

            @Field(
                    value = "So many pixels may differ, as those of a text cursor do",
                    min = 0,
                    max = MAX_PIXELS,
                    otherwise = "1000")
            @Nullable
            Integer ignorePixels,

            @Field(min = 0, max = MAX_MILLIS, otherwise = "30000") @Nullable
            Integer timeoutMs) {}

    record ForWindow(
            @Field(value = "A part of it, in any case", least = 1, most = 512, example = "\"Save as\"") @Nullable
            String title,

            @Field(value = "As the list of windows has it", most = 12) @Nullable
            String windowId,

            @Field(value = "Of its program", min = 1, max = MAX_PID) @Nullable
            Long pid,

            @Field(otherwise = "\"exists\"", example = "\"gone\"")
            Waiting.@Nullable WindowState state,

            @Field(min = 0, max = MAX_MILLIS, otherwise = "30000") @Nullable
            Integer timeoutMs) {}

    record ForElement(
            @Field(
                    value = "Of a tree or a search; else role, name and states name the element",
                    most = ElementRoutes.MAX_REF)
            @Nullable
            String ref,

            @Field(most = ElementRoutes.MAX_ROLE) @Nullable String role,

            @Field(most = ElementRoutes.MAX_NAME, example = "\"File\"") @Nullable
            String name,

            @Field(most = ElementRoutes.MAX_STATES) @Nullable
            List<String> states,

            @Field(value = "visible: it can be seen; hidden: it cannot, or is gone", otherwise = "\"visible\"")
            Waiting.@Nullable ElementState state,

            @Field(min = 0, max = MAX_MILLIS, otherwise = "30000") @Nullable
            Integer timeoutMs) {}

    record Waited(@Field(required = true) long elapsedMs) {}

    record WaitedForWindow(@Field(required = true) long elapsedMs, WindowRoutes.@Nullable Info window) {}

    record WaitedForElement(@Field(required = true) long elapsedMs, ElementRoutes.@Nullable Node element) {}

    void addTo(Api api) {
        api.explain(WaitRoutes::refusal);
        api.add(post("wait", "Waits for some time")
                .body(Pause.class)
                .tag("desktop")
                .audited(false)
                .gives(Waited.class)
                .by((_, pause) -> {
                    Thread.sleep(pause.durationMs());
                    return new Waited(pause.durationMs());
                }));
        api.add(waits(post("wait/stable", "Waits until the screen does not change any more")
                        .body(Stable.class))
                .gives(Waited.class)
                .by((_, stable) -> new Waited(waiting.untilStable(
                                Duration.ofMillis(stable.quietMs() == null ? DEFAULT_QUIET : stable.quietMs()),
                                stable.ignorePixels() == null ? DEFAULT_IGNORED : stable.ignorePixels(),
                                limit(stable.timeoutMs()))
                        .toMillis())));
        api.add(waits(post("wait/window", "Waits until a window is there, has the keyboard, or is gone")
                        .body(ForWindow.class))
                .gives(WaitedForWindow.class)
                .by((_, wanted) -> window(wanted)));
        api.add(ElementRoutes.reading(
                        waits(post("wait/element", "Waits until an element is there, can be seen, or is gone")
                                .body(ForElement.class)))
                .gives(WaitedForElement.class)
                .by((_, wanted) -> element(wanted)));
    }

    private static <T> Operation<T> waits(Operation<T> operation) {
        return onDesktop(operation).audited(false).refuses(504, DesktopRefusals.TIMEOUT);
    }

    private static Optional<Refusal> refusal(Exception exception) {
        return exception instanceof Waiting.TimeoutException e
                ? Optional.of(new Refusal(504, DesktopRefusals.TIMEOUT, DesktopRefusals.sentence(e), null, Map.of()))
                : Optional.empty();
    }

    private static Duration limit(@Nullable Integer millis) {
        return Duration.ofMillis(millis == null ? DEFAULT_MILLIS : millis);
    }

    private WaitedForWindow window(ForWindow wanted) throws Exception {
        if (wanted.title() == null && wanted.windowId() == null && wanted.pid() == null) {
            throw Refusal.invalid("title", "title is missing; give a title, a windowId or a pid");
        }
        long begin = System.nanoTime();
        Long id = wanted.windowId() == null ? null : WindowRoutes.id(wanted.windowId(), "windowId");
        Optional<Windows.Seen> seen = waiting.forWindow(
                new Waiting.Which(id, wanted.title(), wanted.pid()),
                wanted.state() == null ? Waiting.WindowState.EXISTS : wanted.state(),
                limit(wanted.timeoutMs()));
        return new WaitedForWindow(
                millisSince(begin), seen.map(WindowRoutes.Info::of).orElse(null));
    }

    private WaitedForElement element(ForElement wanted) throws Exception {
        long begin = System.nanoTime();
        Optional<Elements.Node> node = waiting.forElement(
                ElementRoutes.selector(wanted.ref(), wanted.role(), wanted.name(), wanted.states()),
                wanted.state() == null ? Waiting.ElementState.VISIBLE : wanted.state(),
                limit(wanted.timeoutMs()));
        return new WaitedForElement(
                millisSince(begin), node.map(ElementRoutes.Node::of).orElse(null));
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
