package org.pilothouse.rfb.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system's libjpeg-turbo and the decoder in Java give the same pixels. */
class TurboJpegTest {
    private final JpegDecoder java = new JpegDecoder();
    private TurboJpeg turbo;

    @BeforeEach
    void open() {
        Optional<TurboJpeg> opened = TurboJpeg.open();
        assumeTrue(opened.isPresent(), "SKIPPED: no libturbojpeg.so.0 on this machine");
        turbo = opened.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour-1x1", "colour-2x1", "colour-1x2", "colour-2x2", "grey", "restart-2x2"})
    void bothGiveTheSamePixels(String name) throws IOException {
        byte[] bytes = image(name);
        int[] expected = new int[100 * 100];
        int[] given = new int[100 * 100];
        java.decode(bytes, bytes.length, expected, 10 * 100 + 20, 100, 61, 45);
        assertTrue(java.isExactly(bytes, bytes.length, 61, 45));
        assertTrue(turbo.decode(bytes, bytes.length, given, 10 * 100 + 20, 100, 61, 45));
        assertArrayEquals(expected, given);
    }

    @Test
    void onlyImagesOfTheRightSizeMayGoThere() throws IOException {
        byte[] bytes = image("colour-2x2");
        assertFalse(java.isExactly(bytes, bytes.length, 60, 45));
        assertFalse(java.isExactly(bytes, bytes.length, 61, 46));
        assertFalse(java.isExactly(image("progressive"), image("progressive").length, 61, 45));
        for (int length = 0; length < 100; length++) {
            assertFalse(java.isExactly(bytes, length, 61, 45));
        }
        int[] tooSmall = new int[61 * 45 - 1];
        assertThrows(IndexOutOfBoundsException.class, () -> turbo.decode(bytes, bytes.length, tooSmall, 0, 61, 61, 45));
    }

    @Test
    void damageIsLeftToTheOther() throws IOException {
        byte[] bytes = image("colour-1x1");
        byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
        assertFalse(turbo.decode(cut, cut.length, new int[61 * 45], 0, 61, 61, 45));
    }

    private static byte[] image(String name) throws IOException {
        try (InputStream in = TurboJpegTest.class.getResourceAsStream("/jpeg/" + name + ".jpg")) {
            return in.readAllBytes();
        }
    }
}
