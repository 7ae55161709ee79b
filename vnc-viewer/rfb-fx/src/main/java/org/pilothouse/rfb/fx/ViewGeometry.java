package org.pilothouse.rfb.fx;

/**
 * The view as the picture has to fit it.
 *
 * @param width logical pixels
 * @param height logical pixels
 * @param scaleX screen pixels for one logical pixel
 * @param scaleY screen pixels for one logical pixel
 */
record ViewGeometry(ScaleMode mode, double width, double height, double scaleX, double scaleY) {
    boolean isEmpty() {
        return width < 1 || height < 1;
    }

    /** Screen pixels that the view covers, at least 1. */
    int screenWidth() {
        return (int) Math.max(1, Math.floor(width * scaleX));
    }

    int screenHeight() {
        return (int) Math.max(1, Math.floor(height * scaleY));
    }
}
