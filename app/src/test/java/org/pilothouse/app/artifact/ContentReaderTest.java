package org.pilothouse.app.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContentReaderTest {
    private final AtomicInteger decoded = new AtomicInteger();
    private final ContentReader reader = new ContentReader((bytes, format) -> {
        decoded.incrementAndGet();
        throw new UnreadableException("decoded " + format.width() + " × " + format.height());
    });

    private String refusal(byte[] bytes, String mime) {
        return assertInstanceOf(Content.Opaque.class, reader.read(bytes, mime)).why();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsTheSizeOfAPngBeforeDecoding() {
        assertEquals("decoded 1280 × 720", refusal(Fixtures.picture(), "image/png"));
    }

    @Test
    void aPictureThatClaimsToBeEnormousIsNotDecoded() {
        byte[] bytes = Fixtures.picture();
        ByteBuffer.wrap(bytes).putInt(16, 100_000);

        assertTrue(refusal(bytes, "image/png").startsWith("The picture is too big to be shown: 100000 × 720 px"));

        ByteBuffer.wrap(bytes).putInt(16, 16_000).putInt(20, 16_000);
        assertTrue(refusal(bytes, "image/png").contains("50 million pixels"));
        assertEquals(0, decoded.get());
    }

    @Test
    void aPictureThatIsNoneSaysSo() {
        assertEquals(
                "This is no picture: it begins neither like a PNG nor like a JPEG.",
                refusal(utf8("<html>no picture</html>"), "image/png"));
        byte[] flat = Fixtures.picture();
        ByteBuffer.wrap(flat).putInt(20, 0);
        assertTrue(refusal(flat, "image/png").contains("no size"));
        assertTrue(refusal(Arrays.copyOf(Fixtures.picture(), 20), "image/png").contains("no picture"));
    }

    @Test
    void readsTheSizeOfAJpeg() {
        byte[] jpeg = {
            (byte) 0xff,
            (byte) 0xd8,
            (byte) 0xff,
            (byte) 0xe0,
            0,
            4,
            1,
            1,
            (byte) 0xff,
            (byte) 0xc0,
            0,
            11,
            8,
            0,
            9,
            0,
            16,
            1,
            1,
            0,
            0
        };

        assertEquals("decoded 16 × 9", refusal(jpeg, "image/jpeg"));
    }

    @Test
    void aTreeIsATreeAndOtherJsonIsNot() {
        assertInstanceOf(Content.Elements.class, reader.read(Fixtures.treeJson(), "application/json"));
        Content.Structure structure = assertInstanceOf(
                Content.Structure.class, reader.read(utf8("{\"a\": [1, {\"b\": null}]}"), "application/json"));

        assertEquals(5, structure.outline().size());
        assertEquals("/a/1/b", structure.outline().get(4).path());
        assertEquals("{ 1 member }", structure.outline().get(0).text());
    }

    @Test
    void brokenJsonIsShownAsText() {
        Content.Plain plain = assertInstanceOf(Content.Plain.class, reader.read(utf8("{\"a\": "), "application/json"));

        assertEquals("{\"a\": ", plain.text().lines().getFirst());
    }

    @Test
    void deepJsonDoesNotEndTheThread() {
        assertInstanceOf(Content.Plain.class, reader.read(utf8("[".repeat(50_000)), "application/json"));
    }

    @Test
    void manyMembersAreCut() {
        StringBuilder json = new StringBuilder("[0");
        for (int i = 1; i < 150_000; i++) {
            json.append(',').append(i);
        }
        Content.Structure structure =
                assertInstanceOf(Content.Structure.class, reader.read(utf8(json + "]"), "application/json"));

        assertTrue(structure.cut());
        assertEquals(JsonOutline.MOST, structure.outline().size());
    }

    @Test
    void bytesThatAreNoTextHaveNoViewer() {
        assertTrue(refusal(new byte[] {0, 1, 2, (byte) 0xfe}, "application/octet-stream")
                .startsWith("There is no viewer for this kind of file (4 B)."));
        assertEquals("It is empty.", refusal(new byte[0], "text/plain"));
    }

    @Test
    void longLinesAreCut() {
        TextLines text = TextLines.of("a\r\n" + "x".repeat(10_000) + "\n");

        assertEquals(2, text.lines().size());
        assertEquals("a", text.lines().getFirst());
        assertEquals(TextLines.LONGEST_LINE + 1, text.lines().get(1).length());
        assertTrue(text.cut());
    }
}
