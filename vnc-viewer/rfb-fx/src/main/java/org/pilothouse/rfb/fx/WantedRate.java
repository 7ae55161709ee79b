package org.pilothouse.rfb.fx;

import java.util.Optional;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.fx.picture.Placement;
import org.pilothouse.rfb.fx.picture.ViewGeometry;

/** How many updates a second a view is worth: the smaller the picture, the less is seen of each. */
final class WantedRate {
    /** A picture on which nobody reads: enough to see that something happens. */
    static final int THUMBNAIL = 10;

    /** Logical pixels; a view that is lower or narrower shows nothing. */
    private static final double NOTHING = 8;

    private static final double THUMBNAIL_FACTOR = 1 / 3.0;

    private WantedRate() {}

    static int of(Optional<Framebuffer> picture, ViewGeometry view) {
        if (view.width() < NOTHING || view.height() < NOTHING) {
            return RemoteDesktop.UNSEEN_RATE;
        }
        boolean thumbnail = picture.filter(known -> known.width() > 0)
                .filter(known -> Placement.of(view, known).factor() < THUMBNAIL_FACTOR)
                .isPresent();
        return thumbnail ? THUMBNAIL : RfbSession.UNLIMITED;
    }
}
