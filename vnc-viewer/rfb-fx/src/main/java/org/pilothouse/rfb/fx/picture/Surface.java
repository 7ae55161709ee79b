package org.pilothouse.rfb.fx.picture;

import org.pilothouse.rfb.Framebuffer;

/**
 * Pixels ready to be presented one to one on the screen: the framebuffer itself where nothing is scaled, else a scaled copy of the part
 * that the view shows.
 *
 * @param source the framebuffer that it shows
 * @param width of the pixels
 * @param height of the pixels
 * @param pixels {@code 0xFFrrggbb}, row by row
 * @param dirty what has changed and is not presented yet
 */
@SuppressWarnings("ArrayRecordComponent") // a holder, never compared
public record Surface(Framebuffer source, Placement placement, int width, int height, int[] pixels, DirtyStrips dirty) {
    static Surface direct(Framebuffer source, Placement placement) {
        int width = source.width();
        int height = source.height();
        return new Surface(source, placement, width, height, source.pixels(), new DirtyStrips(width, height));
    }

    static Surface scaled(Framebuffer source, Placement placement) {
        int width = placement.crop().width();
        int height = placement.crop().height();
        return new Surface(source, placement, width, height, new int[width * height], new DirtyStrips(width, height));
    }

    boolean isDirect() {
        return pixels == source.pixels();
    }

    /** Logical offset of these pixels in the view. */
    double left() {
        return placement.x() + (isDirect() ? 0 : placement.crop().left() / placement.scaleX());
    }

    double top() {
        return placement.y() + (isDirect() ? 0 : placement.crop().top() / placement.scaleY());
    }

    /** True if these very pixels also serve another placement of the same picture. */
    boolean fits(Framebuffer picture, Placement other) {
        return source == picture
                && placement.isSizedLike(other)
                && (isDirect() || placement.crop().equals(other.crop()));
    }

    /** True if another part of the same scaled picture can be put into the same array. */
    boolean holds(Framebuffer picture, Placement other) {
        return source == picture
                && !isDirect()
                && placement.isSizedLike(other)
                && width == other.crop().width()
                && height == other.crop().height();
    }

    Surface placed(Placement other) {
        return new Surface(source, other, width, height, pixels, dirty);
    }
}
