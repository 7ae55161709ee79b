package org.pilothouse.rfb.fx.picture;

import org.pilothouse.rfb.Framebuffer;

/**
 * Where a remote picture lies in the view, and how large: maps both ways between the view's logical pixels and remote pixels.
 *
 * @param remoteWidth remote pixels
 * @param remoteHeight remote pixels
 * @param screenWidth screen pixels that the whole picture takes
 * @param screenHeight screen pixels that the whole picture takes
 * @param crop the part of it that the view can show
 * @param x logical offset of the picture in the view; negative where it is panned
 * @param y logical offset of the picture in the view; negative where it is panned
 * @param scaleX screen pixels for one logical pixel
 * @param scaleY screen pixels for one logical pixel
 */
public record Placement(
        int remoteWidth,
        int remoteHeight,
        int screenWidth,
        int screenHeight,
        Crop crop,
        double x,
        double y,
        double scaleX,
        double scaleY) {

    /**
     * A part of the picture as it is on the screen.
     *
     * @param left screen pixels from the picture's left edge
     * @param top screen pixels from the picture's upper edge
     */
    public record Crop(int left, int top, int width, int height) {}

    /** Centres the picture in the view; one that is larger than the view begins at its corner and can be panned to its other end. */
    public static Placement of(ViewGeometry view, Framebuffer picture) {
        int remoteWidth = picture.width();
        int remoteHeight = picture.height();
        int screenWidth;
        int screenHeight;
        switch (view.scale()) {
            case Scale.Fit() -> {
                boolean same = remoteWidth == view.screenWidth() && remoteHeight == view.screenHeight();
                double fit = Math.min(
                        (double) view.screenWidth() / remoteWidth, (double) view.screenHeight() / remoteHeight);
                screenWidth = same ? remoteWidth : Math.clamp(Math.round(remoteWidth * fit), 1, view.screenWidth());
                screenHeight = same ? remoteHeight : Math.clamp(Math.round(remoteHeight * fit), 1, view.screenHeight());
            }
            case Scale.Times(double factor) -> {
                screenWidth = (int) Math.max(1, Math.round(remoteWidth * factor));
                screenHeight = (int) Math.max(1, Math.round(remoteHeight * factor));
            }
        }
        // On whole screen pixels, or the picture would be blurred.
        int left = pan(view.panX() * view.scaleX(), screenWidth, view.screenWidth());
        int top = pan(view.panY() * view.scaleY(), screenHeight, view.screenHeight());
        Crop crop = new Crop(
                left,
                top,
                Math.min(screenWidth - left, view.screenWidth()),
                Math.min(screenHeight - top, view.screenHeight()));
        return new Placement(
                remoteWidth,
                remoteHeight,
                screenWidth,
                screenHeight,
                crop,
                (centre(view.screenWidth(), screenWidth) - left) / view.scaleX(),
                (centre(view.screenHeight(), screenHeight) - top) / view.scaleY(),
                view.scaleX(),
                view.scaleY());
    }

    private static double centre(int view, int picture) {
        return Math.max(0, (view - picture) / 2);
    }

    private static int pan(double wanted, int picture, int view) {
        return Math.clamp(Math.round(wanted), 0, Math.max(0, picture - view));
    }

    boolean isUnscaled() {
        return screenWidth == remoteWidth && screenHeight == remoteHeight;
    }

    /** True if the picture is as large in both. */
    boolean isSizedLike(Placement other) {
        return screenWidth == other.screenWidth
                && screenHeight == other.screenHeight
                && remoteWidth == other.remoteWidth
                && remoteHeight == other.remoteHeight;
    }

    /** Logical width of the whole picture. */
    public double width() {
        return screenWidth / scaleX;
    }

    /** Logical height of the whole picture. */
    public double height() {
        return screenHeight / scaleY;
    }

    /** Screen pixels for one remote pixel. */
    public double factor() {
        return (double) screenWidth / remoteWidth;
    }

    /** The remote pixel under a point of the view; a point beside the picture gives the nearest pixel. */
    public int remoteX(double viewX) {
        return remote((viewX - x) * scaleX, remoteWidth, screenWidth);
    }

    /** The remote pixel under a point of the view; a point beside the picture gives the nearest pixel. */
    public int remoteY(double viewY) {
        return remote((viewY - y) * scaleY, remoteHeight, screenHeight);
    }

    /** Where the left edge of a column of remote pixels is in the view. */
    public double viewX(double remoteX) {
        return x + remoteX * screenWidth / remoteWidth / scaleX;
    }

    /** Where the upper edge of a row of remote pixels is in the view. */
    public double viewY(double remoteY) {
        return y + remoteY * screenHeight / remoteHeight / scaleY;
    }

    private static int remote(double screen, int remoteSize, int screenSize) {
        return Math.clamp((long) Math.floor(screen * remoteSize / screenSize), 0, remoteSize - 1);
    }
}
