package org.pilothouse.rfb.fx.input;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.event.EventType;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TouchEvent;
import javafx.scene.input.TouchPoint;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.fx.picture.Placement;

/**
 * One finger as a mouse: a tap is a click, one that stays is a click with the right button, one that moves drags. A second finger ends
 * that; scrolling and pinching come as gestures of their own.
 */
public final class TouchInput {
    private static final Duration LONG = Duration.millis(600);
    /** Logical pixels that a finger may tremble. */
    private static final double SLOP = 10;

    /** How long after a touch such copies may come. */
    private static final long COPIES_NANOS = TimeUnit.SECONDS.toNanos(2);

    private enum Phase {
        /** No finger that counts. */
        IDLE,
        /** Down, and everything is still possible. */
        TOUCHING,
        /** Moves with the button held. */
        DRAGGING,
        /** A long press or several fingers: nothing more comes of this touch. */
        SPENT
    }

    private final PointerInput pointer;
    private final Supplier<Optional<Placement>> placement;
    private final PauseTransition longPress = new PauseTransition(LONG);
    private Phase phase = Phase.IDLE;
    private long lastTouch = System.nanoTime() - COPIES_NANOS;
    private double startX;
    private double startY;
    private double lastX;
    private double lastY;

    /** @param placement where the picture is; empty while nothing may be sent */
    public TouchInput(PointerInput pointer, Supplier<Optional<Placement>> placement) {
        this.pointer = pointer;
        this.placement = placement;
        longPress.setOnFinished(event -> pressedLong());
    }

    /** Takes an event of a finger, in coordinates of the view. */
    public void touch(TouchEvent event) {
        lastTouch = System.nanoTime();
        EventType<TouchEvent> type = event.getEventType();
        TouchPoint point = event.getTouchPoint();
        if (event.getTouchCount() > 1) {
            spend();
        } else if (type == TouchEvent.TOUCH_PRESSED) {
            began(point.getX(), point.getY());
        } else if (type == TouchEvent.TOUCH_MOVED) {
            moved(point.getX(), point.getY());
        } else if (type == TouchEvent.TOUCH_RELEASED) {
            ended(point.getX(), point.getY());
        }
        event.consume();
    }

    /** Whether a mouse event is only a copy of what a finger did, made for those who do not know touch. */
    public boolean isCopy(MouseEvent event) {
        return event.isSynthesized() && System.nanoTime() - lastTouch < COPIES_NANOS;
    }

    /** The view is left: a button that is held is released. */
    public void cancel() {
        spend();
        phase = Phase.IDLE;
    }

    void began(double x, double y) {
        phase = Phase.TOUCHING;
        startX = x;
        startY = y;
        send(x, y, null);
        longPress.playFromStart();
    }

    void moved(double x, double y) {
        if (phase == Phase.TOUCHING && Math.hypot(x - startX, y - startY) > SLOP) {
            longPress.stop();
            phase = Phase.DRAGGING;
            send(startX, startY, PointerButton.LEFT);
        }
        if (phase == Phase.DRAGGING) {
            send(x, y, PointerButton.LEFT);
        }
    }

    void ended(double x, double y) {
        longPress.stop();
        if (phase == Phase.TOUCHING) {
            click(startX, startY, PointerButton.LEFT);
        } else if (phase == Phase.DRAGGING) {
            send(x, y, null);
        }
        phase = Phase.IDLE;
    }

    void pressedLong() {
        if (phase == Phase.TOUCHING) {
            phase = Phase.SPENT;
            click(startX, startY, PointerButton.RIGHT);
        }
    }

    private void spend() {
        longPress.stop();
        if (phase == Phase.DRAGGING) {
            send(lastX, lastY, null);
        }
        phase = Phase.SPENT;
    }

    private void click(double x, double y, PointerButton button) {
        send(x, y, button);
        send(x, y, null);
    }

    private void send(double x, double y, @Nullable PointerButton button) {
        lastX = x;
        lastY = y;
        placement.get().ifPresent(at -> {
            if (button == null) {
                pointer.touch(x, y, at);
            } else {
                pointer.touch(x, y, at, button);
            }
        });
    }
}
