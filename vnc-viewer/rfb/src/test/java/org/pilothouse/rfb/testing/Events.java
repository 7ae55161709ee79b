package org.pilothouse.rfb.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbState;

/** Keeps what a session tells, for a test to wait for. */
public final class Events implements RfbListener {
    /** One call of the listener. */
    public sealed interface Event {}

    public record State(RfbState state) implements Event {}

    public record Updated(Framebuffer framebuffer, List<String> rects) implements Event {}

    public record Resized(Framebuffer framebuffer) implements Event {}

    public record ResizeRefused(String reason) implements Event {}

    public record Cursor(RemoteCursor cursor) implements Event {}

    public record PointerMoved(int x, int y) implements Event {}

    public record Locks(LockState locks) implements Event {}

    public record PointerMode(boolean relative) implements Event {}

    public record Name(String name) implements Event {}

    public record Bell() implements Event {}

    public record CutText(String text) implements Event {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** Waits for the next event of a kind; others before it are dropped. */
    public <T extends Event> T await(Class<T> kind) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                Event event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("no " + kind.getSimpleName() + " within 20 s");
                }
                if (kind.isInstance(event)) {
                    return kind.cast(event);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Waits for the end. */
    public CloseReason awaitClosed() {
        while (true) {
            if (await(State.class).state() instanceof RfbState.Closed(CloseReason reason)) {
                return reason;
            }
        }
    }

    @Override
    public void stateChanged(RfbState state) {
        events.add(new State(state));
    }

    @Override
    public void updated(Framebuffer framebuffer, Damage damage) {
        List<String> rects = new ArrayList<>();
        damage.forEach((x, y, width, height) -> rects.add(width + "x" + height + "+" + x + "+" + y));
        events.add(new Updated(framebuffer, rects));
    }

    @Override
    public void resized(Framebuffer framebuffer) {
        events.add(new Resized(framebuffer));
    }

    @Override
    public void resizeRefused(String reason) {
        events.add(new ResizeRefused(reason));
    }

    @Override
    public void cursorChanged(RemoteCursor cursor) {
        events.add(new Cursor(cursor));
    }

    @Override
    public void pointerMoved(int x, int y) {
        events.add(new PointerMoved(x, y));
    }

    @Override
    public void locksChanged(LockState locks) {
        events.add(new Locks(locks));
    }

    @Override
    public void pointerModeChanged(boolean relative) {
        events.add(new PointerMode(relative));
    }

    @Override
    public void nameChanged(String name) {
        events.add(new Name(name));
    }

    @Override
    public void bell() {
        events.add(new Bell());
    }

    @Override
    public void cutTextReceived(String text) {
        events.add(new CutText(text));
    }
}
