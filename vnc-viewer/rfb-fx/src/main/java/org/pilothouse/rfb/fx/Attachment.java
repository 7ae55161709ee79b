package org.pilothouse.rfb.fx;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Window;
import javafx.util.Subscription;

/**
 * Everything that ties a view to its desktop and its window while it is shown, so that all of it can be undone at once. For the FX thread,
 * except for the signal that there is something to present.
 */
final class Attachment {
    private final VncView view;
    private final RemoteDesktop desktop;
    private final Window window;
    private final ClipboardLink clipboard;
    private final Consumer<String> cutTextHandler;
    private final FramePump pump = new FramePump(this::frameReady);
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            stop();
            armed.set(false);
            view.present();
        }
    };
    private final Subscription subscriptions;

    Attachment(VncView view, Window window) {
        this.view = view;
        this.desktop = view.desktop();
        this.window = window;
        this.clipboard = new ClipboardLink(desktop, view.clipboardDirectionProperty());
        this.cutTextHandler = clipboard::received;
        desktop.addCutTextHandler(cutTextHandler);
        desktop.addSink(pump);
        pump.start(desktop.picture().orElse(null));
        subscriptions = Subscription.combine(
                desktop.statusTextProperty().subscribe(view::statusChanged),
                desktop.statusProperty().subscribe(view::statusChanged),
                desktop.statusProperty().subscribe(view::cursorChanged),
                desktop.cursorProperty().subscribe(view::cursorChanged),
                desktop.viewOnlyProperty().subscribe(view::viewOnlyChanged),
                desktop.resizableProperty().subscribe(view::geometryChanged),
                view.remoteCursorProperty().subscribe(view::cursorChanged),
                window.outputScaleXProperty().subscribe(view::geometryChanged),
                window.outputScaleYProperty().subscribe(view::geometryChanged));
    }

    FramePump pump() {
        return pump;
    }

    ClipboardLink clipboard() {
        return clipboard;
    }

    ViewGeometry geometry(ScaleMode mode, double width, double height) {
        return new ViewGeometry(mode, width, height, window.getOutputScaleX(), window.getOutputScaleY());
    }

    void close() {
        subscriptions.unsubscribe();
        desktop.removeSink(pump);
        desktop.removeCutTextHandler(cutTextHandler);
        pump.stop();
        pulse.stop();
    }

    /** On any thread. The timer runs only while there is something to show: an idle desktop costs no pulse. */
    private void frameReady() {
        if (armed.compareAndSet(false, true)) {
            Platform.runLater(pulse::start);
        }
    }
}
