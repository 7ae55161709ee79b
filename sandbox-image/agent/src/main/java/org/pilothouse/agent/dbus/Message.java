package org.pilothouse.agent.dbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A message that came in.
 *
 * @param replyTo serial of the call that it answers; 0 for none
 * @param error name of the error that it is; empty for none
 */
record Message(int type, long replyTo, String error, List<Object> body) {
    static final int CALL = 1;
    static final int RETURN = 2;
    static final int ERROR = 3;

    private static final int FIXED = 16;
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    static Message read(DataInputStream in) throws IOException {
        byte[] fixed = in.readNBytes(FIXED);
        if (fixed.length < FIXED) {
            throw new IOException("the bus closed the connection");
        }
        ByteOrder order = fixed[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer head = ByteBuffer.wrap(fixed).order(order);
        long bodyLength = Integer.toUnsignedLong(head.getInt(4));
        long fieldsLength = Integer.toUnsignedLong(head.getInt(12));
        long bodyStart = (FIXED + fieldsLength + 7) / 8 * 8;
        if (bodyStart + bodyLength > MAX_BYTES) {
            throw new IOException("a D-Bus message is larger than 64 MB");
        }
        byte[] message = new byte[(int) (bodyStart + bodyLength)];
        System.arraycopy(fixed, 0, message, 0, FIXED);
        in.readFully(message, FIXED, message.length - FIXED);

        long replyTo = 0;
        String error = "";
        String signature = "";
        Decoder decoder = new Decoder(message, order);
        decoder.position(12);
        if (!(decoder.values("a(yv)").getFirst() instanceof List<?> fields)) {
            throw new IOException("a D-Bus message without header fields");
        }
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
        decoder.position((int) bodyStart);
        int type = fixed[1];
        // Signals and calls are not for us; their bodies need no reading.
        boolean answer = type == RETURN || type == ERROR;
        return new Message(type, replyTo, error, answer ? decoder.values(signature) : List.of());
    }
}
