package org.pilothouse.app.artifact;

import java.io.ByteArrayInputStream;
import javafx.scene.image.Image;

/** A decoded picture with the bytes that it came from. */
public final class Picture {
    private final Image image;
    private final byte[] encoded;
    private final String mime;

    private Picture(Image image, byte[] encoded, String mime) {
        this.image = image;
        this.encoded = encoded;
        this.mime = mime;
    }

    /** Decodes; takes milliseconds, so never on the UI thread. The format was read before. */
    static Picture decode(byte[] encoded, PictureFormat format) throws UnreadableException {
        Image image = new Image(new ByteArrayInputStream(encoded));
        if (image.isError() || image.getWidth() < 1) {
            throw new UnreadableException("This is no picture: it begins like one, but can't be decoded.");
        }
        return new Picture(image, encoded, format.mime());
    }

    public Image image() {
        return image;
    }

    public double width() {
        return image.getWidth();
    }

    public double height() {
        return image.getHeight();
    }

    /** The pixel at that place. */
    int argb(int x, int y) {
        return image.getPixelReader().getArgb(x, y);
    }

    /** As it was stored; not to be changed. */
    byte[] encoded() {
        return encoded;
    }

    String extension() {
        return mime.equals("image/jpeg") ? "jpg" : "png";
    }
}
