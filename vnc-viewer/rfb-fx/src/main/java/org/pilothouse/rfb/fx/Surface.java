package org.pilothouse.rfb.fx;

import org.pilothouse.rfb.Framebuffer;

/**
 * Pixels ready to be presented one to one on the screen: the framebuffer itself where nothing is scaled, else a scaled copy of it.
 *
 * @param source the framebuffer that it shows
 * @param pixels as large as the placement's screen size, {@code 0xFFrrggbb}
 * @param dirty what has changed and is not presented yet
 */
@SuppressWarnings("ArrayRecordComponent") // a holder, never compared
record Surface(Framebuffer source, Placement placement, int[] pixels, DirtyStrips dirty) {
    static Surface direct(Framebuffer source, Placement placement) {
        return new Surface(source, placement, source.pixels(), new DirtyStrips(source.width(), source.height()));
    }

    static Surface scaled(Framebuffer source, Placement placement) {
        int width = placement.screenWidth();
        int height = placement.screenHeight();
        return new Surface(source, placement, new int[width * height], new DirtyStrips(width, height));
    }

    boolean isDirect() {
        return pixels == source.pixels();
    }

    /** True if this surface also serves another placement of the same picture. */
    boolean fits(Framebuffer picture, Placement other) {
        return source == picture
                && placement.screenWidth() == other.screenWidth()
                && placement.screenHeight() == other.screenHeight();
    }

    Surface placed(Placement other) {
        return new Surface(source, other, pixels, dirty);
    }
}
