package org.pilothouse.rfb.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/**
 * The extended clipboard (community spec, "Extended Clipboard Pseudo-Encoding"): Unicode text, sent only when it is asked for. This class
 * knows the messages; {@link CutText} decides what to do with them. Only text is supported.
 */
final class ExtendedClipboard {
    static final int TEXT = 1;
    static final int CAPS = 1 << 24;
    static final int REQUEST = 1 << 25;
    static final int PEEK = 1 << 26;
    static final int NOTIFY = 1 << 27;
    static final int PROVIDE = 1 << 28;

    private static final int FORMATS = 0xFFFF;
    private static final int LENGTH_BYTES = 4;
    private static final int PIECE = 16 << 10;

    private ExtendedClipboard() {}

    /** The formats that a capabilities message lists, each with a size that is skipped here. */
    static void skipSizes(WireReader in, int flags, int length) throws RfbProtocolException, RfbConnectionException {
        int sizes = LENGTH_BYTES * Integer.bitCount(flags & FORMATS);
        if (sizes > length) {
            throw new RfbProtocolException("The server's clipboard capabilities are cut off.");
        }
        in.skip(length);
    }

    /** Reads a provide message's body of so many compressed bytes; empty if it has no text. */
    static Optional<String> readText(WireReader in, int flags, int length, int maxBytes)
            throws RfbProtocolException, RfbConnectionException {
        byte[] compressed = new byte[length];
        in.readFully(compressed, 0, length);
        if ((flags & TEXT) == 0) {
            return Optional.empty();
        }
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(compressed);
            byte[] head = inflate(inflater, LENGTH_BYTES);
            int size = ByteBuffer.wrap(head).getInt();
            if (size < 0 || size > maxBytes) {
                return Optional.empty(); // more than this side takes over, as with plain cut text
            }
            return Optional.of(text(inflate(inflater, size)));
        } catch (DataFormatException e) {
            throw new RfbProtocolException("The server's clipboard is damaged: " + e.getMessage(), e);
        }
    }

    /** In pieces: nothing is allocated because of a length that the data does not keep. */
    private static byte[] inflate(Inflater inflater, int size) throws DataFormatException, RfbProtocolException {
        byte[] bytes = new byte[Math.min(size, PIECE)];
        int done = 0;
        while (done < size) {
            if (done == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(size, 2 * bytes.length));
            }
            int count = inflater.inflate(bytes, done, bytes.length - done);
            if (count == 0) {
                throw new RfbProtocolException("The server's clipboard is shorter than it says.");
            }
            done += count;
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** What we can do: text, of which nothing is to be sent unasked. */
    static void writeCaps(WireBuffer to) {
        head(to, 2 * LENGTH_BYTES, CAPS | REQUEST | PEEK | NOTIFY | PROVIDE | TEXT);
        to.u32(0);
    }

    /** A message without a body. */
    static void write(WireBuffer to, int flags) {
        head(to, LENGTH_BYTES, flags);
    }

    static void writeText(WireBuffer to, String text) {
        byte[] bytes = (text.replace("\n", "\r\n") + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] plain = ByteBuffer.allocate(LENGTH_BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        WireBuffer compressed = new WireBuffer();
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(plain);
            byte[] piece = new byte[PIECE];
            int count;
            do {
                // Flushed, not finished: several servers take the end of the stream for an error.
                count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                compressed.put(piece, 0, count);
            } while (count == piece.length);
        }
        head(to, LENGTH_BYTES + compressed.size(), PROVIDE | TEXT);
        to.put(compressed.toByteArray());
    }

    private static void head(WireBuffer to, int length, int flags) {
        to.u8(ClientMessages.CUT_TEXT).pad(3).u32(-length).u32(flags);
    }
}
