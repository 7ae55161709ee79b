package org.pilothouse.app.artifact;

/**
 * Which part of a picture is shown in a pane, and how large. All values are px; the picture's px are scaled by
 * {@code scale}, and its left upper corner stands at {@code x}, {@code y} of the pane.
 *
 * @param fitted whether it goes on fitting the pane when that changes its size
 */
public record Viewport(
        double pictureWidth,
        double pictureHeight,
        double paneWidth,
        double paneHeight,
        double scale,
        double x,
        double y,
        boolean fitted) {
    public static final double SMALLEST = 0.05;
    public static final double LARGEST = 32;

    /** How far a small picture is enlarged to fill its pane. */
    private static final double MOST_BLOWN_UP = 2;

    /** All of the picture, as large as that can be. */
    public static Viewport fit(double pictureWidth, double pictureHeight, double paneWidth, double paneHeight) {
        double scale = Math.min(MOST_BLOWN_UP, Math.min(paneWidth / pictureWidth, paneHeight / pictureHeight));
        return new Viewport(
                        pictureWidth,
                        pictureHeight,
                        paneWidth,
                        paneHeight,
                        Double.isFinite(scale) && scale > 0 ? scale : SMALLEST,
                        0,
                        0,
                        true)
                .settled();
    }

    public Viewport fit() {
        return fit(pictureWidth, pictureHeight, paneWidth, paneHeight);
    }

    /** One px of the picture on one px of the pane, the middle staying in the middle. */
    public Viewport actualSize() {
        return zoom(1 / scale, paneWidth / 2, paneHeight / 2);
    }

    /** Larger or smaller; what is under the point stays under it. */
    public Viewport zoom(double factor, double atX, double atY) {
        double next = Math.clamp(scale * factor, SMALLEST, LARGEST);
        double ratio = next / scale;
        return new Viewport(
                        pictureWidth,
                        pictureHeight,
                        paneWidth,
                        paneHeight,
                        next,
                        atX - (atX - x) * ratio,
                        atY - (atY - y) * ratio,
                        false)
                .settled();
    }

    public Viewport pan(double dx, double dy) {
        return new Viewport(pictureWidth, pictureHeight, paneWidth, paneHeight, scale, x + dx, y + dy, false).settled();
    }

    public Viewport resized(double width, double height) {
        return fitted
                ? fit(pictureWidth, pictureHeight, width, height)
                : new Viewport(pictureWidth, pictureHeight, width, height, scale, x, y, false).settled();
    }

    /** Moves only where that part of the picture is out of sight. */
    public Viewport showing(Area area) {
        double left = toPaneX(area.x());
        double top = toPaneY(area.y());
        double right = toPaneX((double) area.x() + area.width());
        double bottom = toPaneY((double) area.y() + area.height());
        if (fitted || (left >= 0 && top >= 0 && right <= paneWidth && bottom <= paneHeight)) {
            return this;
        }
        return pan(paneWidth / 2 - (left + right) / 2, paneHeight / 2 - (top + bottom) / 2);
    }

    public double toPictureX(double paneX) {
        return (paneX - x) / scale;
    }

    public double toPictureY(double paneY) {
        return (paneY - y) / scale;
    }

    public double toPaneX(double pictureX) {
        return pictureX * scale + x;
    }

    public double toPaneY(double pictureY) {
        return pictureY * scale + y;
    }

    public int percent() {
        return (int) Math.round(scale * 100);
    }

    /** Centres what is smaller than the pane, and lets nothing larger leave its edges. */
    private Viewport settled() {
        return new Viewport(
                pictureWidth,
                pictureHeight,
                paneWidth,
                paneHeight,
                scale,
                settled(x, pictureWidth * scale, paneWidth),
                settled(y, pictureHeight * scale, paneHeight),
                fitted);
    }

    private static double settled(double at, double length, double room) {
        return length <= room ? Math.round((room - length) / 2) : Math.clamp(at, room - length, 0);
    }
}
