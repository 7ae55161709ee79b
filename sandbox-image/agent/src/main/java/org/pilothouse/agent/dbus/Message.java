package org.pilothouse.agent.dbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A message that came in. The bus checks only that messages are well formed; how large they are and what is in them is
 * for their senders to decide, so that here every size is bounded and the body is read by whoever wants it.
 *
 * @param replyTo serial of the call that it answers; 0 for none
 * @param error name of the error that it is; empty for none
 * @param cut the end of the body was too far away and is missing
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Message(int type, long replyTo, String error, String signature, ByteOrder order, byte[] body, boolean cut) {
    static final int CALL = 1;
    static final int RETURN = 2;
    static final int ERROR = 3;

    /** What is kept of a body; a list of children or a text that goes further is cut. */
    static final int MAX_BODY = 256 * 1024;

    private static final int FIXED = 16;
    private static final int MAX_FIELDS = 64 * 1024;
    /** The most that the specification allows. */
    private static final long MAX_BYTES = 128L * 1024 * 1024;

    /**
     * Reads the next message.
     *
     * @throws IOException where the stream ends, or nobody can tell any more where the next message begins
     */
    static Message read(DataInputStream in) throws IOException {
        byte[] fixed = in.readNBytes(FIXED);
        if (fixed.length < FIXED) {
            throw new IOException("the bus closed the connection");
        }
        if (fixed[0] != 'l' && fixed[0] != 'B') {
            throw new IOException("the bus sent something that is no message");
        }
        ByteOrder order = fixed[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer head = ByteBuffer.wrap(fixed).order(order);
        long bodyLength = Integer.toUnsignedLong(head.getInt(4));
        long fieldsLength = Integer.toUnsignedLong(head.getInt(12));
        if (fieldsLength + bodyLength > MAX_BYTES) {
            throw new IOException("a D-Bus message is larger than the specification allows");
        }
        int type = fixed[1];
        long padding = -fieldsLength & 7;
        if (fieldsLength > MAX_FIELDS) {
            // Whom it answers will never be known; that one hears nothing in time.
            in.skipNBytes(fieldsLength + padding + bodyLength);
            return new Message(type, 0, "", "", order, new byte[0], true);
        }
        byte[] fields = Arrays.copyOf(fixed, FIXED + (int) fieldsLength);
        in.readFully(fields, FIXED, (int) fieldsLength);
        in.skipNBytes(padding);
        // Signals and calls are not for us.
        int kept = type == RETURN || type == ERROR ? (int) Math.min(bodyLength, MAX_BODY) : 0;
        byte[] body = new byte[kept];
        in.readFully(body);
        in.skipNBytes(bodyLength - kept);
        return described(type, order, fields, body, kept < bodyLength);
    }

    private static Message described(int type, ByteOrder order, byte[] head, byte[] body, boolean cut) {
        long replyTo = 0;
        String error = "";
        String signature = "";
        try {
            Decoder decoder = new Decoder(head, order);
            decoder.position(12);
            if (decoder.values("a(yv)").getFirst() instanceof List<?> fields) {
                for (Object field : fields) {
                    if (field instanceof List<?> pair
                            && pair.get(0) instanceof Integer code
                            && pair.get(1) instanceof Variant variant) {
                        switch (code) {
                            case 4 -> error = variant.value().toString();
                            case 5 -> replyTo = variant.value() instanceof Long serial ? serial : 0;
                            case 8 -> signature = variant.value().toString();
                            default -> {
                                // path, sender and the like
                            }
                        }
                    }
                }
            }
        } catch (IOException e) {
            // The bus makes these fields itself; where it does not, nobody waits for the message.
            return new Message(type, 0, "", "", order, new byte[0], true);
        }
        return new Message(type, replyTo, error, signature, order, body, cut);
    }

    /**
     * The values of the body.
     *
     * @throws IOException where it does not fit its signature
     */
    List<Object> values() throws IOException {
        return new Decoder(body, order, cut).values(signature);
    }
}
