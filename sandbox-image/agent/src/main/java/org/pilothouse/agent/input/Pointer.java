package org.pilothouse.agent.input;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.x11.PointerState;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

/** Moves and clicks. One thing at a time: a second caller waits. Safe for use by many threads. */
public final class Pointer {
    private static final Duration STEP = Duration.ofMillis(8);
    private static final int MAX_NOTCHES = 100;
    /** The state of buttons 1 to 5 can be asked for. */
    private static final int LAST_WITH_STATE = 5;
    /** A window manager that hangs holds nobody up for longer. */
    private static final Duration HELD_UP = Duration.ofMillis(500);

    private final XServer server;
    private final ReentrantLock lock = new ReentrantLock();

    public Pointer(XServer server) {
        this.server = server;
    }

    /** Numbers are those of the X protocol. */
    public enum Button {
        LEFT(1),
        MIDDLE(2),
        RIGHT(3),
        BACK(8),
        FORWARD(9);

        private final int number;

        Button(int number) {
            this.number = number;
        }
    }

    public void move(int x, int y) throws InputException, XException, InterruptedException {
        exclusively(() -> checked(x, y, c -> {}));
    }

    /**
     * @param count 1 to 3: single, double, triple
     */
    public void click(int x, int y, Button button, int count) throws InputException, XException, InterruptedException {
        exclusively(() -> {
            checked(x, y, c -> {
                for (int i = 0; i < count; i++) {
                    c.button(button.number, true);
                    c.button(button.number, false);
                }
            });
            awaitReleased(button.number);
        });
    }

    /**
     * Waits until the server has passed a release on. A window manager that is first asked whether a click is meant for
     * it holds up all that comes after, and the program is then told the place where the pointer is by that time: a
     * click would hit where the next action is. Seen on a busy machine, with two hundred clicks a second.
     */
    private void awaitReleased(int button) throws XException, InterruptedException {
        if (button > LAST_WITH_STATE) {
            return;
        }
        long deadline = System.nanoTime() + HELD_UP.toNanos();
        while ((server.call(XConnection::pointer).mask() & 1 << (7 + button)) != 0 && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
    }

    /** Presses a button, where the pointer is, and keeps it down. */
    public void down(Button button) throws InputException, XException, InterruptedException {
        exclusively(() -> server.perform(c -> {
            c.button(button.number, true);
            c.sync();
        }));
    }

    /** Moves to a place, presses a button there and keeps it down. */
    public void down(int x, int y, Button button) throws InputException, XException, InterruptedException {
        exclusively(() -> checked(x, y, c -> c.button(button.number, true)));
    }

    /** Lets go of a button. */
    public void up(Button button) throws InputException, XException, InterruptedException {
        exclusively(() -> server.perform(c -> {
            c.button(button.number, false);
            c.sync();
        }));
    }

    /** Moves to a place and lets go of a button there. */
    public void up(int x, int y, Button button) throws InputException, XException, InterruptedException {
        exclusively(() -> checked(x, y, c -> c.button(button.number, false)));
    }

    /**
     * Drags from where the pointer is, on a straight line.
     *
     * @param duration of the movement; programs want to see several steps of it
     */
    public void drag(int x, int y, Button button, Duration duration)
            throws InputException, XException, InterruptedException {
        exclusively(() -> dragFromHere(x, y, button, duration));
    }

    /** Drags from one place to another; as {@link #drag(int, int, Button, Duration)}. */
    public void drag(int fromX, int fromY, int x, int y, Button button, Duration duration)
            throws InputException, XException, InterruptedException {
        exclusively(() -> {
            requireOnScreen(x, y, "");
            requireOnScreen(fromX, fromY, "from_");
            checked(fromX, fromY, c -> {});
            dragFromHere(x, y, button, duration);
        });
    }

    private void dragFromHere(int x, int y, Button button, Duration duration)
            throws InputException, XException, InterruptedException {
        PointerState start = server.call(XConnection::pointer);
        requireOnScreen(x, y, "");
        int steps = (int) Math.max(4, duration.dividedBy(STEP));
        try {
            server.perform(c -> {
                c.button(button.number, true);
                c.sync();
            });
            for (int i = 1; i <= steps; i++) {
                Thread.sleep(duration.dividedBy(steps));
                int atX = start.x() + (x - start.x()) * i / steps;
                int atY = start.y() + (y - start.y()) * i / steps;
                server.perform(c -> {
                    c.movePointer(atX, atY);
                    c.sync();
                });
            }
        } finally {
            server.perform(c -> {
                c.button(button.number, false);
                c.sync();
            });
        }
    }

    /** A place on the screen, px. */
    public record Point(int x, int y) {}

    /**
     * Moves along a line of places.
     *
     * @param button held down from the first place to the last; null for none
     * @param duration of the whole movement
     */
    public void follow(List<Point> places, @Nullable Button button, Duration duration)
            throws InputException, XException, InterruptedException {
        exclusively(() -> {
            for (Point place : places) {
                requireOnScreen(place.x(), place.y(), "");
            }
            checked(places.getFirst().x(), places.getFirst().y(), c -> press(c, button, true));
            try {
                for (Point place : places.subList(1, places.size())) {
                    Thread.sleep(duration.dividedBy(Math.max(1, places.size() - 1)));
                    checked(place.x(), place.y(), c -> {});
                }
            } finally {
                server.perform(c -> {
                    press(c, button, false);
                    c.sync();
                });
            }
        });
    }

    private static void press(XConnection c, @Nullable Button button, boolean down) {
        if (button != null) {
            c.button(button.number, down);
        }
    }

    /**
     * Turns the wheel at a place.
     *
     * @param right notches, negative to the left
     * @param down notches, negative upwards
     */
    public void scroll(int x, int y, int right, int down) throws InputException, XException, InterruptedException {
        if (Math.abs((long) right) > MAX_NOTCHES || Math.abs((long) down) > MAX_NOTCHES) {
            throw new InputException("A scroll is at most " + MAX_NOTCHES + " notches each way");
        }
        exclusively(() -> checked(x, y, c -> {
            turn(c, down < 0 ? 4 : 5, Math.abs(down));
            turn(c, right < 0 ? 6 : 7, Math.abs(right));
        }));
    }

    private static void turn(XConnection c, int button, int notches) {
        for (int i = 0; i < notches; i++) {
            c.button(button, true);
            c.button(button, false);
        }
    }

    /** Moves to the place, does the rest and waits until the server has done it: one visit to its thread. */
    private void checked(int x, int y, XServer.Action then) throws InputException, XException, InterruptedException {
        requireOnScreen(x, y, "");
        server.perform(c -> {
            c.movePointer(x, y);
            then.run(c);
            c.sync();
        });
    }

    private void requireOnScreen(int x, int y, String prefix) throws InputException, XException, InterruptedException {
        Size size = server.call(XConnection::size);
        boolean beside = x < 0 || x >= size.width();
        if (beside || y < 0 || y >= size.height()) {
            throw new InputException(
                    "The place " + x + "," + y + " is outside the screen, which is " + size,
                    prefix + (beside ? "x" : "y"));
        }
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws InputException, XException, InterruptedException;
    }

    private void exclusively(Deed deed) throws InputException, XException, InterruptedException {
        lock.lockInterruptibly();
        try {
            deed.run();
        } finally {
            lock.unlock();
        }
    }
}
