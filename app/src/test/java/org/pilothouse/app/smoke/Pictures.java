package org.pilothouse.app.smoke;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Reads pictures that came over the wire. */
final class Pictures {
    private Pictures() {}

    static BufferedImage decode(byte[] bytes) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes));
        if (picture == null) {
            throw new AssertionError("the bytes are no picture");
        }
        return picture;
    }

    static int count(BufferedImage picture, int rgb) {
        int found = 0;
        for (int pixel : picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth())) {
            found += (pixel & 0xffffff) == rgb ? 1 : 0;
        }
        return found;
    }
}
