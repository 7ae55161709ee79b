package org.pilothouse.rfb.fx.picture;

import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.ImageCursor;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.pilothouse.rfb.RemoteCursor;

/** The remote pointer's shape as a local cursor, so that it moves without the network's delay. */
public final class CursorImages {
    private static final int DOT = 5;
    private static final int WHITE = 0xFFFFFFFF;
    private static final int BLACK = 0xFF000000;

    /** JavaFX's headless platform reports a size for image cursors, and then throws for every one of them. */
    private static final boolean NO_IMAGE_CURSORS = "Headless".equals(System.getProperty("glass.platform"));

    private CursorImages() {}

    /** The system's arrow until the server sends a shape; a dot where it hides its pointer, as one must know where one is. */
    public static Cursor of(Optional<RemoteCursor> shape) {
        if (shape.isEmpty() || NO_IMAGE_CURSORS) {
            return Cursor.DEFAULT;
        }
        RemoteCursor cursor = shape.get();
        return isInvisible(cursor) ? image(dot()) : image(cursor);
    }

    private static boolean isInvisible(RemoteCursor cursor) {
        if (cursor.isHidden()) {
            return true;
        }
        for (int pixel : cursor.pixels()) {
            if (pixel != 0) {
                return false;
            }
        }
        return true;
    }

    private static Cursor image(RemoteCursor cursor) {
        WritableImage image = new WritableImage(cursor.width(), cursor.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        cursor.width(),
                        cursor.height(),
                        PixelFormat.getIntArgbPreInstance(),
                        cursor.pixels(),
                        0,
                        cursor.width());
        return new ImageCursor(image, cursor.hotX(), cursor.hotY());
    }

    private static RemoteCursor dot() {
        int[] pixels = new int[DOT * DOT];
        for (int y = 0; y < DOT; y++) {
            for (int x = 0; x < DOT; x++) {
                boolean edge = x == 0 || y == 0 || x == DOT - 1 || y == DOT - 1;
                pixels[y * DOT + x] = edge ? WHITE : BLACK;
            }
        }
        return new RemoteCursor(DOT, DOT, DOT / 2, DOT / 2, pixels);
    }
}
