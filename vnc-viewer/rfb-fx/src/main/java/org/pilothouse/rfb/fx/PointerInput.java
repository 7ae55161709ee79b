package org.pilothouse.rfb.fx;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.RfbSession;

/** Turns mouse and scroll events into pointer events of the remote desktop. */
final class PointerInput {
    /** JavaFX reports a notch of a wheel as this many pixels, unless the event says otherwise. */
    private static final double NOTCH = 40;

    /** One gesture may not flood the remote desktop. */
    private static final int MOST_NOTCHES = 20;

    private final Supplier<Optional<RfbSession>> session;
    private int down;
    private double pendingX;
    private double pendingY;

    PointerInput(Supplier<Optional<RfbSession>> session) {
        this.session = session;
    }

    void pressed(MouseEvent event, Placement placement) {
        down |= mask(event.getButton());
        send(placement, event.getX(), event.getY(), down);
    }

    void released(MouseEvent event, Placement placement) {
        down &= ~mask(event.getButton());
        send(placement, event.getX(), event.getY(), down);
    }

    void dragged(MouseEvent event, Placement placement) {
        send(placement, event.getX(), event.getY(), down);
    }

    /** Without a button, so one whose release got lost is up again. */
    void moved(MouseEvent event, Placement placement) {
        down = 0;
        send(placement, event.getX(), event.getY(), down);
    }

    /** Scrolls whole notches; what a touch pad sends in parts adds up. */
    void scrolled(ScrollEvent event, Placement placement) {
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

    private void send(Placement placement, double x, double y, int buttons) {
        session.get().ifPresent(open -> open.pointer(placement.remoteX(x), placement.remoteY(y), buttons));
    }

    private static double notches(double delta, double multiplier) {
        return delta / (multiplier == 0 ? NOTCH : Math.abs(multiplier));
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
