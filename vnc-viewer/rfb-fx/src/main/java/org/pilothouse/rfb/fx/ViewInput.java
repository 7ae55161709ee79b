package org.pilothouse.rfb.fx;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.event.EventType;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TouchEvent;
import javafx.scene.input.ZoomEvent;
import org.pilothouse.rfb.fx.input.EscapeChord;
import org.pilothouse.rfb.fx.input.KeyboardInput;
import org.pilothouse.rfb.fx.input.LockSync;
import org.pilothouse.rfb.fx.input.NoComposition;
import org.pilothouse.rfb.fx.input.PointerInput;
import org.pilothouse.rfb.fx.input.TouchInput;
import org.pilothouse.rfb.fx.overlay.Panning;
import org.pilothouse.rfb.fx.picture.Placement;

/** Decides which events of a view are for the remote desktop, and which are for the view. */
final class ViewInput {
    private final VncView view;
    private final RemoteDesktop desktop;
    private final Panning panning;
    private final KeyboardInput keyboard;
    private final PointerInput pointer;
    private final TouchInput touch;
    private final LockSync locks = new LockSync();
    private final ReadOnlyBooleanWrapper captured;
    private double dragX;
    private double dragY;

    ViewInput(VncView view, Panning panning) {
        this.view = view;
        this.desktop = view.desktop();
        this.panning = panning;
        keyboard = new KeyboardInput(desktop::session);
        pointer = new PointerInput(desktop::session);
        touch = new TouchInput(pointer, () -> desktop.isViewOnly() ? Optional.empty() : view.placement());
        captured = new ReadOnlyBooleanWrapper(view, "keyboardCaptured");
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        view.addEventHandler(KeyEvent.KEY_RELEASED, this::keyReleased);
        view.addEventHandler(KeyEvent.KEY_TYPED, this::swallow);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            view.requestFocus();
            capture();
        });
        view.addEventHandler(MouseEvent.ANY, this::mouse);
        view.addEventHandler(ScrollEvent.SCROLL, this::scroll);
        view.addEventHandler(TouchEvent.ANY, this::touched);
        view.addEventHandler(ZoomEvent.ZOOM, event -> {
            view.zoomBy(event.getZoomFactor(), event.getX(), event.getY());
            event.consume();
        });
        view.setOnInputMethodTextChanged(this::inputMethod);
        view.setInputMethodRequests(new NoComposition());
        view.focusedProperty().subscribe(focused -> {
            if (focused) {
                capture();
            } else {
                release();
            }
        });
    }

    ReadOnlyBooleanWrapper captured() {
        return captured;
    }

    /** Takes the keyboard, if the view has the focus and keys may be sent. */
    void capture() {
        Optional<Attachment> attached = view.attachment();
        if (attached.isPresent() && view.isFocused() && !desktop.isViewOnly()) {
            boolean before = captured.get();
            captured.set(true);
            attached.get().clipboard().offer();
            if (!before) {
                syncLocks();
            }
        }
    }

    /** The remote lock keys are known anew, or the view got the keyboard. */
    void syncLocks() {
        if (captured.get()) {
            desktop.getLocks().ifPresent(remote -> desktop.session().ifPresent(session -> locks.push(session, remote)));
        }
    }

    /** Releases everything that is held, and gives the keyboard back. */
    void release() {
        touch.cancel();
        pointer.forgetButtons();
        keyboard.releaseAll();
        captured.set(false);
    }

    /** Whether a report of the remote pointer tells of somebody else. */
    boolean isSomebodyElse(int x, int y) {
        return !pointer.wasSent(x, y);
    }

    private void keyPressed(KeyEvent event) {
        if (!captured.get()) {
            return;
        }
        event.consume();
        if (EscapeChord.matches(event)) {
            release();
            return;
        }
        if (EscapeChord.statistics(event)) {
            view.setStatisticsShown(!view.isStatisticsShown());
            return;
        }
        if (EscapeChord.mayPaste(event)) {
            view.attachment().ifPresent(attached -> attached.clipboard().offer());
        }
        keyboard.pressed(event);
    }

    private void keyReleased(KeyEvent event) {
        if (captured.get()) {
            event.consume();
            keyboard.released(event);
        }
    }

    private void swallow(KeyEvent event) {
        if (captured.get()) {
            event.consume();
        }
    }

    private void inputMethod(InputMethodEvent event) {
        if (captured.get()) {
            keyboard.typed(event.getCommitted());
            event.consume();
        }
    }

    private void mouse(MouseEvent event) {
        Optional<Placement> placement = view.placement();
        // What lies over the picture is ours too, and handles its own events; fingers are handled as such.
        if (placement.isEmpty() || event.getTarget() != view || touch.isCopy(event)) {
            return;
        }
        if (desktop.isViewOnly()) {
            pan(event);
            return;
        }
        EventType<?> type = event.getEventType();
        if (type == MouseEvent.MOUSE_MOVED) {
            pointer.moved(event, placement.get());
        } else if (type == MouseEvent.MOUSE_DRAGGED) {
            pointer.dragged(event, placement.get());
        } else if (type == MouseEvent.MOUSE_PRESSED) {
            pointer.pressed(event, placement.get());
        } else if (type == MouseEvent.MOUSE_RELEASED) {
            pointer.released(event, placement.get());
        } else {
            return;
        }
        event.consume();
    }

    /** Who only looks on drags the picture about. */
    private void pan(MouseEvent event) {
        if (!panning.isNeeded() || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getEventType() == MouseEvent.MOUSE_DRAGGED) {
            panning.by(dragX - event.getX(), dragY - event.getY());
            event.consume();
        }
        dragX = event.getX();
        dragY = event.getY();
    }

    private void scroll(ScrollEvent event) {
        Optional<Placement> placement = view.placement();
        if (placement.isEmpty() || event.getTarget() != view) {
            return;
        }
        boolean fingers = event.getTouchCount() > 0;
        if (panning.isNeeded() && (fingers || desktop.isViewOnly())) {
            panning.by(-event.getDeltaX(), -event.getDeltaY());
            event.consume();
        } else if (!desktop.isViewOnly()) {
            pointer.scrolled(event, placement.get());
            event.consume();
        }
    }

    private void touched(TouchEvent event) {
        if (event.getTarget() == view) {
            view.requestFocus();
            capture();
            touch.touch(event);
        }
    }
}
