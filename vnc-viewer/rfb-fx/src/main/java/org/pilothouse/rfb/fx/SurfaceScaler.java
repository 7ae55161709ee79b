package org.pilothouse.rfb.fx;

import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;

/** Fills scaled surfaces, and keeps the tables for the last pair of sizes. For one thread. */
final class SurfaceScaler {
    private @Nullable AreaScaler scaler;
    private @Nullable Placement scalerFor;

    /** Scales what changed, or everything, and marks it dirty. */
    void scale(Surface surface, @Nullable DirtyStrips changed) {
        AreaScaler area = scalerFor(surface.placement());
        Framebuffer source = surface.source();
        if (changed == null) {
            part(area, surface, 0, 0, source.width(), source.height());
        } else {
            changed.drain((strip, x, y, width, height) -> part(area, surface, x, y, x + width, y + height));
        }
    }

    private static void part(AreaScaler area, Surface surface, int left, int top, int right, int bottom) {
        int toLeft = area.toX(left);
        int toTop = area.toY(top);
        int toRight = area.toRight(right);
        int toBottom = area.toBottom(bottom);
        area.scale(surface.source().pixels(), surface.pixels(), toLeft, toTop, toRight, toBottom);
        surface.dirty().add(toLeft, toTop, toRight - toLeft, toBottom - toTop);
    }

    private AreaScaler scalerFor(Placement placement) {
        AreaScaler area = scaler;
        Placement known = scalerFor;
        boolean same = known != null
                && known.remoteWidth() == placement.remoteWidth()
                && known.remoteHeight() == placement.remoteHeight()
                && known.screenWidth() == placement.screenWidth()
                && known.screenHeight() == placement.screenHeight();
        if (area == null || !same) {
            area = new AreaScaler(
                    placement.remoteWidth(),
                    placement.remoteHeight(),
                    placement.screenWidth(),
                    placement.screenHeight());
            scaler = area;
            scalerFor = placement;
        }
        return area;
    }
}
