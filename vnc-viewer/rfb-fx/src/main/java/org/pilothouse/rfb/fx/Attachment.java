package org.pilothouse.rfb.fx;

import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.fx.picture.FramePump;
import org.pilothouse.rfb.fx.picture.Scale;
import org.pilothouse.rfb.fx.picture.ViewGeometry;

/**
 * Everything that ties a view to its desktop and its window while it is shown, so that all of it can be undone at once. For the FX thread,
 * except for the signal that there is something to present.
 */
final class Attachment implements Spectator {
    private final VncView view;
    private final RemoteDesktop desktop;
    private final Window window;
    private final ClipboardLink clipboard;
    private final FramePump pump = new FramePump(this::frameReady);
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicBoolean news = new AtomicBoolean();
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            pulse();
        }
    };
    private final Subscription subscriptions;
    private int wantedRate = RemoteDesktop.UNSEEN_RATE;
    /** The newest update in what the last pulse gave to the renderer; 0 for none. */
    private long rendered;

    Attachment(VncView view, Window window) {
        this.view = view;
        this.desktop = view.desktop();
        this.window = window;
        this.clipboard = new ClipboardLink(desktop, view.clipboardDirectionProperty());
        desktop.addSpectator(this);
        pump.start(desktop.picture().orElse(null));
        subscriptions = Subscription.combine(
                desktop.statusTextProperty().subscribe(view::statusChanged),
                desktop.statusProperty().subscribe(view::statusChanged),
                desktop.statusProperty().subscribe(view::cursorChanged),
                desktop.cursorProperty().subscribe(view::cursorChanged),
                desktop.viewOnlyProperty().subscribe(view::viewOnlyChanged),
                desktop.locksProperty().subscribe(view::locksChanged),
                desktop.statisticsProperty().subscribe(view::statisticsChanged),
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

    ViewGeometry geometry(Scale scale, double width, double height, double panX, double panY) {
        return new ViewGeometry(scale, width, height, panX, panY, window.getOutputScaleX(), window.getOutputScaleY());
    }

    /** The view is so large from now on. */
    void viewChanged(ViewGeometry geometry) {
        pump.viewChanged(geometry);
        int rate = WantedRate.of(desktop.picture(), geometry);
        if (rate != wantedRate) {
            wantedRate = rate;
            desktop.ratesChanged();
        }
    }

    @Override
    public int wantedRate() {
        return wantedRate;
    }

    @Override
    public void frame(Framebuffer picture, Damage damage) {
        pump.frame(picture, damage);
    }

    @Override
    public void cutText(String text) {
        clipboard.received(text);
    }

    @Override
    public void pointerMoved(int x, int y, String who) {
        view.otherPointer(x, y, who);
    }

    @Override
    public void bell() {
        view.bell();
    }

    void close() {
        subscriptions.unsubscribe();
        desktop.removeSpectator(this);
        pump.stop();
        pulse.stop();
    }

    /** On any thread. The timer runs only while there is something to show: an idle desktop costs no pulse. */
    private void frameReady() {
        news.set(true);
        if (armed.compareAndSet(false, true)) {
            Platform.runLater(pulse::start);
        }
    }

    private void pulse() {
        // A pulse begins when the picture of the one before has been painted; nothing tells of that sooner.
        if (rendered != 0) {
            long update = rendered;
            rendered = 0;
            desktop.session().ifPresent(session -> session.presented(update));
        }
        if (news.getAndSet(false)) {
            rendered = pump.newestReady();
            view.present();
            return;
        }
        pulse.stop();
        armed.set(false);
        if (news.get() && armed.compareAndSet(false, true)) {
            pulse.start();
        }
    }
}
