package org.pilothouse.rfb.fx.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.fx.picture.Placement;

/** Turns mouse and scroll events into pointer events of the remote desktop. */
public final class PointerInput {
    /** JavaFX reports a notch of a wheel as this many pixels, unless the event says otherwise. */
    private static final double NOTCH = 40;

    /** One gesture may not flood the remote desktop. */
    private static final int MOST_NOTCHES = 20;

    /** As long as an echo of our own pointer may take. */
    private static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int MOST_REMEMBERED = 256;

    private record Sent(int x, int y, long nanos) {}

    private final Supplier<Optional<RfbSession>> session;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private int down;
    private double pendingX;
    private double pendingY;

    public PointerInput(Supplier<Optional<RfbSession>> session) {
        this.session = session;
    }

    public void pressed(MouseEvent event, Placement placement) {
        down |= mask(event.getButton());
        send(placement, event.getX(), event.getY(), down);
    }

    public void released(MouseEvent event, Placement placement) {
        down &= ~mask(event.getButton());
        send(placement, event.getX(), event.getY(), down);
    }

    public void dragged(MouseEvent event, Placement placement) {
        send(placement, event.getX(), event.getY(), down);
    }

    /** Without a button, so one whose release got lost is up again. */
    public void moved(MouseEvent event, Placement placement) {
        down = 0;
        send(placement, event.getX(), event.getY(), down);
    }

    /** Scrolls whole notches; what a touch pad sends in parts adds up. */
    public void scrolled(ScrollEvent event, Placement placement) {
        pendingX += notches(event.getDeltaX(), event.getMultiplierX());
        pendingY += notches(event.getDeltaY(), event.getMultiplierY());
        int acrossNotches = (int) pendingX;
        int downNotches = (int) pendingY;
        pendingX -= acrossNotches;
        pendingY -= downNotches;
        scroll(event, placement, downNotches, PointerButton.WHEEL_UP, PointerButton.WHEEL_DOWN);
        scroll(event, placement, acrossNotches, PointerButton.WHEEL_LEFT, PointerButton.WHEEL_RIGHT);
    }

    private void scroll(
            ScrollEvent event, Placement placement, int notches, PointerButton positive, PointerButton negative) {
        int wheel = (notches > 0 ? positive : negative).mask();
        for (int i = 0; i < Math.min(Math.abs(notches), MOST_NOTCHES); i++) {
            send(placement, event.getX(), event.getY(), down | wheel);
            send(placement, event.getX(), event.getY(), down);
        }
    }

    /** Moves the pointer and sets its buttons, for input that is no mouse. */
    public void touch(double x, double y, Placement placement, PointerButton... buttons) {
        int mask = 0;
        for (PointerButton button : buttons) {
            mask |= button.mask();
        }
        down = mask;
        send(placement, x, y, mask);
    }

    /** Nobody will tell of releases from now on. The engine releases what it holds. */
    public void forgetButtons() {
        down = 0;
    }

    /** Whether the remote pointer was sent to this place from here, not long ago: then a report of it is no news. */
    public boolean wasSent(int x, int y) {
        long now = System.nanoTime();
        while (!sent.isEmpty() && now - sent.getFirst().nanos() > ECHO_NANOS) {
            sent.removeFirst();
        }
        return sent.stream().anyMatch(one -> one.x() == x && one.y() == y);
    }

    private void send(Placement placement, double viewX, double viewY, int buttons) {
        int x = placement.remoteX(viewX);
        int y = placement.remoteY(viewY);
        if (sent.size() == MOST_REMEMBERED) {
            sent.removeFirst();
        }
        sent.addLast(new Sent(x, y, System.nanoTime()));
        session.get().ifPresent(open -> open.pointer(x, y, buttons));
    }

    private static double notches(double delta, double multiplier) {
        // Touch screens and pads count in pixels, with a multiplier of 1 or none.
        return delta / (Math.abs(multiplier) <= 1 ? NOTCH : Math.abs(multiplier));
    }

    private static int mask(MouseButton button) {
        return switch (button) {
            case PRIMARY -> PointerButton.LEFT.mask();
            case MIDDLE -> PointerButton.MIDDLE.mask();
            case SECONDARY -> PointerButton.RIGHT.mask();
            case BACK -> PointerButton.BACK.mask();
            case FORWARD -> PointerButton.FORWARD.mask();
            case NONE -> 0;
        };
    }
}
