package org.pilothouse.rfb.fx;

import org.pilothouse.rfb.Framebuffer;

/**
 * Where a remote picture lies in the view, and how large: maps both ways between the view's logical pixels and remote pixels.
 *
 * @param remoteWidth remote pixels
 * @param remoteHeight remote pixels
 * @param screenWidth screen pixels that the picture takes
 * @param screenHeight screen pixels that the picture takes
 * @param x logical offset of the picture in the view; negative where it is scrolled
 * @param y logical offset of the picture in the view; negative where it is scrolled
 * @param scaleX screen pixels for one logical pixel
 * @param scaleY screen pixels for one logical pixel
 */
record Placement(
        int remoteWidth,
        int remoteHeight,
        int screenWidth,
        int screenHeight,
        double x,
        double y,
        double scaleX,
        double scaleY) {

    /** Centres the picture in the view; a picture larger than the view begins at its corner. */
    static Placement of(ViewGeometry view, Framebuffer picture) {
        int remoteWidth = picture.width();
        int remoteHeight = picture.height();
        int screenWidth = remoteWidth;
        int screenHeight = remoteHeight;
        boolean same = remoteWidth == view.screenWidth() && remoteHeight == view.screenHeight();
        if (view.mode() != ScaleMode.ACTUAL_SIZE && !same) {
            double fit =
                    Math.min((double) view.screenWidth() / remoteWidth, (double) view.screenHeight() / remoteHeight);
            screenWidth = Math.clamp(Math.round(remoteWidth * fit), 1, view.screenWidth());
            screenHeight = Math.clamp(Math.round(remoteHeight * fit), 1, view.screenHeight());
        }
        return new Placement(
                remoteWidth,
                remoteHeight,
                screenWidth,
                screenHeight,
                offset(view.screenWidth(), screenWidth) / view.scaleX(),
                offset(view.screenHeight(), screenHeight) / view.scaleY(),
                view.scaleX(),
                view.scaleY());
    }

    /** On a whole screen pixel, or the picture would be blurred. */
    private static double offset(int view, int picture) {
        return Math.max(0, (view - picture) / 2);
    }

    /** The same, scrolled by whole screen pixels. */
    Placement scrolledBy(double logicalX, double logicalY) {
        double snappedX = Math.round(logicalX * scaleX) / scaleX;
        double snappedY = Math.round(logicalY * scaleY) / scaleY;
        return new Placement(
                remoteWidth, remoteHeight, screenWidth, screenHeight, x - snappedX, y - snappedY, scaleX, scaleY);
    }

    boolean isUnscaled() {
        return screenWidth == remoteWidth && screenHeight == remoteHeight;
    }

    /** Logical width of the picture. */
    double width() {
        return screenWidth / scaleX;
    }

    /** Logical height of the picture. */
    double height() {
        return screenHeight / scaleY;
    }

    /** The remote pixel under a point of the view; a point beside the picture gives the nearest pixel. */
    int remoteX(double viewX) {
        return remote((viewX - x) * scaleX, remoteWidth, screenWidth);
    }

    int remoteY(double viewY) {
        return remote((viewY - y) * scaleY, remoteHeight, screenHeight);
    }

    boolean contains(double viewX, double viewY) {
        return viewX >= x && viewY >= y && viewX < x + width() && viewY < y + height();
    }

    private static int remote(double screen, int remoteSize, int screenSize) {
        return Math.clamp((long) Math.floor(screen * remoteSize / screenSize), 0, remoteSize - 1);
    }
}
