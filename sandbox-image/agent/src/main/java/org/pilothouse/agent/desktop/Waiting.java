package org.pilothouse.agent.desktop;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.x11.Pixels;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.protocol.desktop.Selector;

/** Waiting for the desktop to be as somebody needs it. Safe for use by many threads. */
public final class Waiting {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration ELEMENT_EVERY = Duration.ofMillis(100);

    private final XServer server;
    private final Windows windows;
    private final ElementWait elements;

    public Waiting(Desktop desktop) {
        this.server = desktop.server();
        this.windows = desktop.windows();
        this.elements = new ElementWait(new Finder(desktop.accessibility(), server));
    }

    /** What a window is waited to be. */
    public enum WindowState {
        EXISTS,
        ACTIVE,
        GONE
    }

    /** What an element is waited to be. */
    public enum ElementState {
        EXISTS,
        VISIBLE,
        HIDDEN
    }

    /** It did not come to that in time. */
    public static final class TimeoutException extends Exception {
        private static final long serialVersionUID = 1L;

        TimeoutException(String what, Duration timeout) {
            super("Not within " + timeout.toMillis() + " ms: " + what + ".");
        }
    }

    /**
     * Waits until nothing has been drawn for a while but a text cursor or the like.
     *
     * @param quiet for how long nothing must change
     * @param ignored so many pixels may differ
     * @return for how long it was waited
     */
    public Duration untilStable(Duration quiet, int ignored, Duration timeout)
            throws TimeoutException, XException, InterruptedException {
        long begin = System.nanoTime();
        long version = version();
        Pixels before = picture();
        long since = System.nanoTime();
        while (System.nanoTime() - since < quiet.toNanos()) {
            if (System.nanoTime() - begin > timeout.toNanos()) {
                throw new TimeoutException("the screen has not been still for " + quiet.toMillis() + " ms", timeout);
            }
            Thread.sleep(LOOK_EVERY);
            long now = version();
            if (now != version) {
                version = now;
                Pixels picture = picture();
                if (differ(before, picture, ignored)) {
                    before = picture;
                    since = System.nanoTime();
                }
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private long version() throws XException, InterruptedException {
        return server.call(x -> x.damage().version());
    }

    private Pixels picture() throws XException, InterruptedException {
        return server.call(x -> x.capture().screen());
    }

    private static boolean differ(Pixels one, Pixels other, int ignored) {
        if (!one.size().equals(other.size())) {
            return true;
        }
        int different = 0;
        for (int i = 0; i < one.argb().length; i++) {
            different += ((one.argb()[i] ^ other.argb()[i]) & 0xff_ffff) == 0 ? 0 : 1;
        }
        return different > ignored;
    }

    /**
     * Which window is waited for.
     *
     * @param title a part of it, in any case
     */
    public record Which(
            @Nullable Long id,
            @Nullable String title,
            @Nullable Long pid) {
        boolean fits(Windows.Seen seen) {
            return (id == null || id == seen.window().id())
                    && (pid == null || pid == seen.window().pid())
                    && (title == null
                            || seen.window().title().toLowerCase(Locale.ROOT).contains(title.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Waits for a window.
     *
     * @return it; empty where it was waited for that it goes
     */
    public Optional<Windows.Seen> forWindow(Which which, WindowState state, Duration timeout)
            throws TimeoutException, XException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            List<Windows.Seen> fitting =
                    windows.all().stream().filter(which::fits).toList();
            Optional<Windows.Seen> found = fitting.stream()
                    .filter(seen -> state != WindowState.ACTIVE || seen.active())
                    .findFirst();
            if (found.isPresent() != (state == WindowState.GONE)) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        switch (state) {
                            case EXISTS -> "there is no such window";
                            case ACTIVE -> "no such window has the keyboard";
                            case GONE -> "the window is still there";
                        },
                        timeout);
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /**
     * Waits for an element.
     *
     * @return it; empty where it was waited for that it cannot be seen
     */
    public Optional<Elements.Node> forElement(Selector selector, ElementState state, Duration timeout)
            throws TimeoutException, OperationException, AccessibilityException, XException, InterruptedException {
        ElementWait.Outcome ended =
                elements.await(selector, ElementWait.State.valueOf(state.name()), timeout, ELEMENT_EVERY);
        if (!ended.satisfied()) {
            throw new TimeoutException(
                    state == ElementState.HIDDEN
                            ? "the element can still be seen"
                            : "no such element " + (state == ElementState.EXISTS ? "is there" : "can be seen"),
                    timeout);
        }
        return ended.match().map(Elements.Node::of);
    }
}
