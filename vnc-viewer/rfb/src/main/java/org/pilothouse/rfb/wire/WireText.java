package org.pilothouse.rfb.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;

/** Text that a server sends for people to read: bounded, decoded leniently, without control characters. */
public final class WireText {
    private WireText() {}

    /** Reads a U32 length and the text. Nothing is allocated before the length was checked. */
    public static String read(WireReader in, int maxBytes, String what)
            throws RfbProtocolException, RfbConnectionException {
        long length = in.u32();
        if (length > maxBytes) {
            throw new RfbProtocolException(
                    "The server's " + what + " is " + length + " bytes long; at most " + maxBytes + " are accepted.");
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes, 0, bytes.length);
        return forPeople(bytes);
    }

    /** UTF-8, or Latin-1 where it is no UTF-8: old servers send their platform's bytes. */
    public static String forPeople(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> hidden(c) ? ' ' : c).forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    /** Control, formatting (bidirectional overrides among them) and line separators have no place in a title or a sentence. */
    private static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
