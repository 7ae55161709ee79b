package org.pilothouse.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class FramebufferTest {
    @Test
    void aPngHoldsEveryPixel() throws IOException {
        Framebuffer picture = new Framebuffer(3, 2);
        for (int i = 0; i < 6; i++) {
            picture.pixels()[i] = 0xFF000000 | 0x102030 * i;
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        picture.writePng(png);

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(png.toByteArray()));
        assertEquals(0x89504e470d0a1a0aL, in.readLong());
        assertEquals(13, in.readInt());
        assertEquals(0x49484452, in.readInt());
        assertEquals(3, in.readInt());
        assertEquals(2, in.readInt());
        in.skipBytes(5 + 4);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int length = in.readInt(); in.readInt() == 0x49444154; length = in.readInt()) {
            data.write(in.readNBytes(length));
            in.readInt();
        }
        byte[] rows = new InflaterInputStream(new ByteArrayInputStream(data.toByteArray())).readAllBytes();
        assertEquals(20, rows.length);
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                int at = y * 10 + 1 + 3 * x;
                int above = y == 0 ? 0 : rows[at - 10];
                assertEquals((byte) (picture.pixel(x, y) >> 16), (byte) (rows[at] + above));
            }
        }
    }

    @Test
    void anotherSizeKeepsWhatFits() {
        Framebuffer picture = new Framebuffer(2, 2);
        picture.pixels()[3] = 0xFFABCDEF;
        assertEquals(0xFFABCDEF, picture.resized(5, 5).pixel(1, 1));
        assertEquals(Framebuffer.BLACK, picture.resized(5, 5).pixel(2, 2));
        assertEquals(Framebuffer.BLACK, picture.resized(1, 1).pixel(0, 0));
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Framebuffer(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> new Framebuffer(65535, 65535));
    }
}
