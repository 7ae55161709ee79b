package org.pilothouse.gateway.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

    @ParameterizedTest
    @CsvSource({"png,image/png", "jpg,image/jpeg"})
    void picturesTellTheirSize(String format, String mime) throws Exception {
        assertEquals(Optional.of(new Picture(mime, 321, 123)), Picture.of(picture(format, 321, 123)));
    }

    @Test
    void aHeaderThatPromisesTooMuchIsRefused() throws Exception {
        byte[] png = picture("png", 10, 10);
        ByteBuffer.wrap(png).putInt(16, 16_385);
        assertTrue(Picture.of(png).isEmpty());
        ByteBuffer.wrap(png).putInt(16, -1);
        assertTrue(Picture.of(png).isEmpty());
        ByteBuffer.wrap(png).putInt(16, 0);
        assertTrue(Picture.of(png).isEmpty());
    }

    @Test
    void piecesAndNoiseAreNoPicturesAndDoNoHarm() throws Exception {
        for (String format : new String[] {"png", "jpg"}) {
            byte[] whole = picture(format, 40, 30);
            for (int length = 0; length < 20; length++) {
                assertFalse(Picture.of(Arrays.copyOf(whole, length)).isPresent());
            }
            Random random = new Random(1);
            for (int i = 0; i < 2000; i++) {
                byte[] broken = whole.clone();
                broken[random.nextInt(Math.min(broken.length, 200))] = (byte) random.nextInt();
                Picture.of(broken).ifPresent(picture -> assertTrue(picture.width() >= 1 && picture.width() <= 16_384));
            }
        }
        byte[] noise = new byte[4096];
        new Random(2).nextBytes(noise);
        assertTrue(Picture.of(noise).isEmpty());
        assertTrue(Picture.of("<svg onload='x'/>".getBytes()).isEmpty());
    }

    private static byte[] picture(String format, int width, int height) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }
}
