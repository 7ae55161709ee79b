package org.pilothouse.rfb.fx;

import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.fx.picture.ViewGeometry;

/** Asks the remote desktop to take the view's size, once the view has come to rest. */
final class RemoteSizer {
    private static final Duration REST = Duration.millis(300);
    /** Nothing useful fits into less, and a view may pass through any size while windows are laid out. */
    private static final int LEAST = 64;

    private final RemoteDesktop desktop;
    private final PauseTransition rest = new PauseTransition(REST);
    private @Nullable ViewGeometry wanted;

    RemoteSizer(RemoteDesktop desktop) {
        this.desktop = desktop;
        rest.setOnFinished(event -> ask());
    }

    void viewChanged(ScaleMode mode, ViewGeometry geometry) {
        if (mode == ScaleMode.RESIZE_REMOTE) {
            wanted = geometry;
            rest.playFromStart();
        } else {
            stop();
        }
    }

    void stop() {
        wanted = null;
        rest.stop();
    }

    private void ask() {
        ViewGeometry geometry = wanted;
        if (geometry == null || !desktop.isResizable()) {
            return;
        }
        int width = geometry.screenWidth();
        int height = geometry.screenHeight();
        boolean already = desktop.picture()
                .map(p -> p.width() == width && p.height() == height)
                .orElse(false);
        if (!already && width >= LEAST && height >= LEAST) {
            desktop.requestSize(width, height);
        }
    }
}
