package org.pilothouse.rfb.fx.picture;

/**
 * The view as the picture has to fit it.
 *
 * @param width logical pixels
 * @param height logical pixels
 * @param panX how far a picture wider than the view is moved to the left, logical pixels
 * @param panY how far a picture higher than the view is moved up, logical pixels
 * @param scaleX screen pixels for one logical pixel
 * @param scaleY screen pixels for one logical pixel
 */
public record ViewGeometry(
        Scale scale, double width, double height, double panX, double panY, double scaleX, double scaleY) {
    /** A view that is not panned. */
    public ViewGeometry(Scale scale, double width, double height, double scaleX, double scaleY) {
        this(scale, width, height, 0, 0, scaleX, scaleY);
    }

    public boolean isEmpty() {
        return width < 1 || height < 1;
    }

    /** Screen pixels that the view covers, at least 1. */
    public int screenWidth() {
        return (int) Math.max(1, Math.floor(width * scaleX));
    }

    public int screenHeight() {
        return (int) Math.max(1, Math.floor(height * scaleY));
    }
}
