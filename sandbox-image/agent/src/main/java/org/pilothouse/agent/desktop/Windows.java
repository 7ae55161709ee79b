package org.pilothouse.agent.desktop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.agent.x11.XWindows;

/** The programs' windows: what there is, and what a person would do with them. Safe for use by many threads. */
public final class Windows {
    private static final Set<String> FURNITURE = Set.of("DOCK", "DESKTOP");
    private static final int MIN_WIDTH = 120;
    private static final int MIN_HEIGHT = 80;
    /** The window manager does what it was asked soon after; where it does something else, that is told. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(4);

    private final XServer server;

    public Windows(XServer server) {
        this.server = server;
    }

    /**
     * @param active whether it has the keyboard
     */
    public record Seen(XWindow window, boolean active) {
        /**
         * @param state one of those of {@link XWindow#states}
         */
        boolean is(String state) {
            return window.states().contains(state);
        }
    }

    /** There is no such window, or no more. */
    public static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;

        GoneException(long id) {
            super("There is no window " + id + ".");
        }
    }

    /**
     * Windows that are shown and have a title, the topmost one last; neither panels nor the background, and tiny ones
     * only where they are active.
     */
    public List<Seen> list() throws XException, InterruptedException {
        return server.call(x -> {
            long active = x.windows().active();
            List<Seen> seen = new ArrayList<>();
            for (XWindow window : x.windows().stacked()) {
                boolean large =
                        window.size().width() >= MIN_WIDTH && window.size().height() >= MIN_HEIGHT;
                boolean shown = window.mapped()
                        && !window.title().isBlank()
                        && window.types().stream().noneMatch(FURNITURE::contains);
                if (shown && (large || window.id() == active)) {
                    seen.add(new Seen(window, window.id() == active));
                }
            }
            return seen;
        });
    }

    /** Every window of programs, also minimized, tiny and nameless ones, the topmost one last. */
    public List<Seen> all() throws XException, InterruptedException {
        return server.call(x -> {
            long active = x.windows().active();
            return x.windows().stacked().stream()
                    .filter(window -> window.types().stream().noneMatch(FURNITURE::contains))
                    .map(window -> new Seen(window, window.id() == active))
                    .toList();
        });
    }

    /** The one that has the keyboard. */
    public Optional<XWindow> focused() throws XException, InterruptedException {
        return server.call(x -> x.windows().find(x.windows().active()).filter(window -> window.types().stream()
                .noneMatch(FURNITURE::contains)));
    }

    /** Brings it to the front and gives it the keyboard. */
    public Seen focus(long id) throws GoneException, XException, InterruptedException {
        return ask(id, w -> w.activate(id), Seen::active);
    }

    /** Moves its upper left corner, without the frame around it, to a place on the screen. */
    public Seen move(long id, int x, int y) throws GoneException, XException, InterruptedException {
        Predicate<Seen> there = seen -> seen.window().x() == x && seen.window().y() == y;
        XWindow before = server.call(w -> w.windows().find(id)).orElseThrow(() -> new GoneException(id));
        Seen seen = ask(
                id,
                w -> w.move(id, x, y),
                there.or(now -> now.window().x() != before.x() || now.window().y() != before.y()));
        if (there.test(seen)) {
            return seen;
        }
        // Window managers disagree on whether a border that a window once had counts.
        int nextX = 2 * x - seen.window().x();
        int nextY = 2 * y - seen.window().y();
        return ask(id, w -> w.move(id, nextX, nextY), there);
    }

    /** Makes it as large as that, without its frame; programs may insist on another size. */
    public Seen resize(long id, int width, int height) throws GoneException, XException, InterruptedException {
        return ask(
                id,
                w -> w.resize(id, width, height),
                seen -> seen.window().size().width() == width
                        && seen.window().size().height() == height);
    }

    /** Puts it away; {@link #restore} brings it back. */
    public Seen minimize(long id) throws GoneException, XException, InterruptedException {
        return ask(id, w -> w.minimize(id), seen -> seen.is("HIDDEN"));
    }

    /** Makes it as large as the screen without panels. */
    public Seen maximize(long id) throws GoneException, XException, InterruptedException {
        return ask(id, w -> w.maximize(id, true), seen -> seen.is("MAXIMIZED_VERT") && seen.is("MAXIMIZED_HORZ"));
    }

    /** Makes it fill the whole screen, without a frame. */
    public Seen fullScreen(long id) throws GoneException, XException, InterruptedException {
        return ask(id, w -> w.fullScreen(id, true), seen -> seen.is("FULLSCREEN"));
    }

    /** Brings it back, as large as it was before it was minimized, maximized or filled the screen. */
    public Seen restore(long id) throws GoneException, XException, InterruptedException {
        return ask(
                id,
                w -> {
                    w.fullScreen(id, false);
                    w.maximize(id, false);
                    w.activate(id);
                },
                seen -> !seen.is("HIDDEN") && !seen.is("FULLSCREEN") && !seen.is("MAXIMIZED_VERT") && seen.active());
    }

    /**
     * Has its program close it, as its close button does.
     *
     * @return it, where it is still there, as a program that asks what to do with unsaved work has it
     */
    public Optional<Seen> close(long id) throws GoneException, XException, InterruptedException {
        return end(id, x -> x.windows().close(id));
    }

    /** Ends its program, unsaved work and all; returns the window where it is still there. */
    public Optional<Seen> kill(long id) throws GoneException, XException, InterruptedException {
        return end(id, x -> x.windows().kill(id));
    }

    private Optional<Seen> end(long id, XServer.Action deed) throws GoneException, XException, InterruptedException {
        Optional<Seen> seen = server.call(x -> look(x, id));
        if (seen.isEmpty()) {
            throw new GoneException(id);
        }
        server.perform(deed);
        long deadline = System.nanoTime() + CLOSED_WITHIN.toNanos();
        while (seen.isPresent() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_EVERY);
            seen = server.call(x -> look(x, id));
        }
        return seen;
    }

    @FunctionalInterface
    private interface Wish {
        void express(XWindows windows);
    }

    /** How it is once it is as wished, or after a while. */
    private Seen ask(long id, Wish wish, Predicate<Seen> granted)
            throws GoneException, XException, InterruptedException {
        Optional<Seen> seen = server.call(x -> {
            Optional<Seen> before = look(x, id);
            if (before.isPresent()) {
                wish.express(x.windows());
            }
            return before;
        });
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (seen.isPresent() && !granted.test(seen.get()) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_EVERY);
            seen = server.call(x -> look(x, id));
        }
        return seen.orElseThrow(() -> new GoneException(id));
    }

    private static Optional<Seen> look(XConnection x, long id) {
        return x.windows().find(id).map(window -> new Seen(window, x.windows().active() == id));
    }
}
