package org.pilothouse.app.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pilothouse.app.outline.Outline;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Finds out what an artifact's bytes are, within limits. What they claim to be decides what is tried; nothing is believed
 * without a look. Takes up to some hundred milliseconds, so it is not for the UI thread.
 */
public final class ContentReader {
    /** Each side, px. */
    static final int LONGEST_SIDE = 16_384;
    /** A decoded pixel takes four bytes. */
    static final long MOST_PIXELS = 50_000_000;

    private final Decoder decoder;

    /** Makes pixels of a picture; another one in tests without a toolkit. */
    @FunctionalInterface
    interface Decoder {
        Picture decode(byte[] encoded, PictureFormat format) throws UnreadableException;
    }

    public ContentReader() {
        this(Picture::decode);
    }

    ContentReader(Decoder decoder) {
        this.decoder = decoder;
    }

    /** @param mime as the gateway says, empty where it does not */
    public Content read(byte[] bytes, String mime) {
        try {
            if (bytes.length == 0) {
                return new Content.Opaque("It is empty.");
            }
            if (mime.startsWith("image/") || PictureFormat.read(bytes).isPresent()) {
                return picture(bytes);
            }
            if (mime.contains("json")) {
                return json(bytes);
            }
            return text(bytes);
        } catch (UnreadableException e) {
            return new Content.Opaque(e.getMessage() == null ? "It can't be read." : e.getMessage());
        }
    }

    private Content picture(byte[] bytes) throws UnreadableException {
        Optional<PictureFormat> found = PictureFormat.read(bytes);
        if (found.isEmpty()) {
            throw new UnreadableException("This is no picture: it begins neither like a PNG nor like a JPEG.");
        }
        PictureFormat format = found.get();
        if (format.width() < 1 || format.height() < 1) {
            throw new UnreadableException("This is no picture: it says that it has no size.");
        }
        if (format.width() > LONGEST_SIDE
                || format.height() > LONGEST_SIDE
                || (long) format.width() * format.height() > MOST_PIXELS) {
            throw new UnreadableException("The picture is too big to be shown: " + format.width() + " × "
                    + format.height() + " px; the console shows up to " + MOST_PIXELS / 1_000_000
                    + " million pixels. Save it to look at it elsewhere.");
        }
        return new Content.Pixels(decoder.decode(bytes, format));
    }

    private static Content json(byte[] bytes) throws UnreadableException {
        try {
            JsonNode document = Json.LENIENT.readTree(bytes);
            if (ElementTree.isTree(document)) {
                return new Content.Elements(ElementTree.read(document));
            }
            JsonOutline.Read read = JsonOutline.of(document);
            return new Content.Structure(
                    read.outline(),
                    read.cut(),
                    Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } catch (JacksonException e) {
            return text(bytes);
        }
    }

    private static Content text(byte[] bytes) throws UnreadableException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return new Content.Plain(TextLines.of(text));
            }
        } catch (CharacterCodingException e) {
            // no text in UTF-8; told below
        }
        throw new UnreadableException("There is no viewer for this kind of file (" + Sizes.brief(bytes.length)
                + "). Save it to open it elsewhere.");
    }

    /** A JSON value that is at hand already, such as a step's arguments. */
    public static Content.Structure structure(JsonNode value) {
        JsonOutline.Read read = JsonOutline.of(value);
        Outline<JsonEntry> outline = read.outline();
        return new Content.Structure(
                outline,
                read.cut(),
                Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }
}
