package org.pilothouse.rfb.fx.picture;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.pilothouse.rfb.Framebuffer;

/** Copies of remote pictures. */
public final class Screenshots {
    private Screenshots() {}

    public static Image copy(Framebuffer picture) {
        return copy(picture, 0, 0, picture.width(), picture.height());
    }

    /**
     * A copy of a part.
     *
     * @throws IllegalArgumentException if the part is empty or not within the picture
     */
    public static Image copy(Framebuffer picture, int x, int y, int width, int height) {
        if (x < 0
                || y < 0
                || width < 1
                || height < 1
                || (long) x + width > picture.width()
                || (long) y + height > picture.height()) {
            throw new IllegalArgumentException("The part " + width + "x" + height + " at " + x + "," + y
                    + " does not lie within the picture of " + picture.width() + "x" + picture.height() + ".");
        }
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        width,
                        height,
                        PixelFormat.getIntArgbInstance(),
                        picture.pixels(),
                        y * picture.width() + x,
                        picture.width());
        return image;
    }
}
