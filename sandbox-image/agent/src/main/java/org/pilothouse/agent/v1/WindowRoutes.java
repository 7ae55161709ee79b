package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.desktop.Windows;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;

/** {@code windows*}. */
final class WindowRoutes {
    static final int EDGE = 32_767;
    /** One of the two ways of being maximized stands for both. */
    private static final Map<String, String> STATES = new LinkedHashMap<>();

    static {
        STATES.put("HIDDEN", "minimized");
        STATES.put("MAXIMIZED_VERT", "maximized");
        STATES.put("FULLSCREEN", "fullscreen");
        STATES.put("ABOVE", "above");
        STATES.put("MODAL", "modal");
        STATES.put("SHADED", "shaded");
        STATES.put("DEMANDS_ATTENTION", "attention");
    }

    private static final Pattern ID = Pattern.compile("0[xX][0-9a-fA-F]{1,8}|[0-9]{1,10}");

    private final Windows windows;

    WindowRoutes(Desktop desktop) {
        this.windows = desktop.windows();
    }

    record Info(
            @Field(required = true) String id,
            @Field(required = true) String title,

            @Field(required = true, value = "px, of its inside, not of the frame around it")
            int x,

            @Field(required = true) int y,
            @Field(required = true) int width,
            @Field(required = true) int height,

            @Field(required = true, value = "Whether it has the keyboard")
            boolean isActive,

            @Field("Of its program") @Nullable Long pid,

            @Field("Of its program, such as Xfce4-terminal") @Nullable
            String className,

            @Field("minimized, maximized, fullscreen, above, modal, shaded, attention")
            List<String> states,

            @Field("The virtual desktop that it is on; -1 for all")
            int desktop) {
        static Info of(Windows.Seen seen) {
            return of(seen.window(), seen.active());
        }

        static Info of(XWindow window, boolean active) {
            return new Info(
                    Long.toString(window.id()),
                    window.title(),
                    window.x(),
                    window.y(),
                    window.size().width(),
                    window.size().height(),
                    active,
                    window.pid() == 0 ? null : window.pid(),
                    window.className().isEmpty() ? null : window.className(),
                    states(window.states()),
                    window.desktop());
        }

        /** In words of people. */
        private static List<String> states(Set<String> names) {
            List<String> words = new ArrayList<>();
            STATES.forEach((name, word) -> {
                if (names.contains(name)) {
                    words.add(word);
                }
            });
            return words;
        }
    }

    record Which(
            @Field(value = "Also minimized, tiny and nameless ones", otherwise = "false") @Nullable
            Boolean all) {}

    record Closed(
            @Field(required = true, value = "False where its program asks what to do, or is busy")
            boolean closed,

            @Field("As it is, where it is still there") @Nullable
            Info window) {
        static Closed of(Optional<Windows.Seen> left) {
            return new Closed(left.isEmpty(), left.map(Info::of).orElse(null));
        }
    }

    record Many(@Field(required = true) List<Info> windows) {}

    record Place(
            @Field(required = true, min = -EDGE, max = EDGE, example = "40")
            Integer x,

            @Field(required = true, min = -EDGE, max = EDGE, example = "60")
            Integer y) {}

    record Extent(
            @Field(required = true, min = 1, max = EDGE, example = "640")
            Integer width,

            @Field(required = true, min = 1, max = EDGE, example = "480")
            Integer height) {}

    void addTo(Api api) {
        api.add(onDesktop(get("windows", "The windows, the topmost one last").query(Which.class))
                .gives(Many.class)
                .by((_, which) -> new Many(
                        Boolean.TRUE.equals(which.all())
                                ? windows.all().stream().map(Info::of).toList()
                                : list(windows))));
        api.add(onDesktop(get("windows/focused", "The window that has the keyboard"))
                .gives(Info.class)
                .refuses(404, "no_focused_window")
                .by(_ -> windows.focused()
                        .map(window -> Info.of(window, true))
                        .orElseThrow(() -> new Refusal(404, "no_focused_window", "No window has the keyboard."))));
        api.add(onWindow(post("windows/{id}/focus", "Brings a window to the front"))
                .by(call -> Info.of(windows.focus(id(call)))));
        api.add(onWindow(post("windows/{id}/move", "Moves a window").body(Place.class))
                .by((call, place) -> Info.of(windows.move(id(call), place.x(), place.y()))));
        api.add(onWindow(post("windows/{id}/resize", "Changes a window's size").body(Extent.class))
                .by((call, extent) -> Info.of(windows.resize(id(call), extent.width(), extent.height()))));
        states(api);
    }

    private void states(Api api) {
        api.add(onWindow(post("windows/{id}/minimize", "Puts a window away"))
                .by(call -> Info.of(windows.minimize(id(call)))));
        api.add(onWindow(post("windows/{id}/maximize", "Makes a window as large as the screen without panels"))
                .by(call -> Info.of(windows.maximize(id(call)))));
        api.add(onWindow(post("windows/{id}/fullscreen", "Has a window fill the screen, without a frame"))
                .by(call -> Info.of(windows.fullScreen(id(call)))));
        api.add(onWindow(post("windows/{id}/restore", "Brings a window back, as large as it was"))
                .by(call -> Info.of(windows.restore(id(call)))));
        api.add(onWindow(post("windows/{id}/close", "Has a window's program close it, as its close button does"))
                .gives(Closed.class)
                .by(call -> Closed.of(windows.close(id(call)))));
        api.add(onWindow(post("windows/{id}/kill", "Ends a window's program, unsaved work and all"))
                .gives(Closed.class)
                .by(call -> Closed.of(windows.kill(id(call)))));
    }

    private static <T> Operation<T> onWindow(Operation<T> operation) {
        return onDesktop(operation)
                .gives(Info.class)
                .refuses(404, "window_not_found")
                .refuses(502, DesktopRefusals.INPUT_FAILED);
    }

    static List<Info> list(Windows windows) throws XException, InterruptedException {
        return windows.list().stream().map(Info::of).toList();
    }

    private static long id(Call call) {
        return id(call.variable("id"), "id");
    }

    /**
     * @param field that it is in
     */
    static long id(String id, String field) {
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid(field, field + " is '" + id + "'; it must be the id of a window, a number");
        }
        return Long.decode(id.matches("0[0-9]+") ? id.replaceFirst("^0+(?=.)", "") : id);
    }

    static XWindow window(Desktop desktop, Call call) throws XException, InterruptedException {
        long id = id(call);
        return desktop.server()
                .call((XConnection x) -> x.windows().find(id))
                .orElseThrow(() -> new Refusal(404, "window_not_found", "There is no window " + id + "."));
    }
}
