package org.pilothouse.rfb.fx.picture;

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
        Placement.Crop crop = surface.placement().crop();
        int toLeft = Math.max(area.toX(left), crop.left());
        int toTop = Math.max(area.toY(top), crop.top());
        int toRight = Math.min(area.toRight(right), crop.left() + crop.width());
        int toBottom = Math.min(area.toBottom(bottom), crop.top() + crop.height());
        if (toLeft < toRight && toTop < toBottom) {
            area.scale(surface.source().pixels(), surface.pixels(), crop, toLeft, toTop, toRight, toBottom);
            surface.dirty().add(toLeft - crop.left(), toTop - crop.top(), toRight - toLeft, toBottom - toTop);
        }
    }

    private AreaScaler scalerFor(Placement placement) {
        AreaScaler area = scaler;
        Placement known = scalerFor;
        if (area == null || known == null || !known.isSizedLike(placement)) {
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
