package org.pilothouse.agent.dbus;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values of the D-Bus wire format. Structures and arrays become lists, dictionaries maps, unsigned 32-bit numbers
 * longs. What others send may be anything: whatever does not fit ends in an {@link IOException}.
 */
final class Decoder {
    private static final int MAX_DEPTH = 32;
    /** A value takes up to fifty times the room here that it takes on the wire. */
    private static final int MAX_VALUES = 100_000;

    private final ByteBuffer in;
    private final boolean cut;
    private int values;

    /**
     * @param message whole, or a part of it that begins on eight bytes, which alignment counts from
     */
    Decoder(byte[] message, ByteOrder order) {
        this(message, order, false);
    }

    /**
     * @param cut the end is missing: of a text or a list what is there is the value
     */
    Decoder(byte[] message, ByteOrder order, boolean cut) {
        this.in = ByteBuffer.wrap(message).order(order);
        this.cut = cut;
    }

    void position(int position) {
        in.position(position);
    }

    /** Reads one value for each complete type in the signature. */
    List<Object> values(String signature) throws IOException {
        try {
            List<Object> values = new ArrayList<>();
            Types types = new Types(signature);
            while (types.more()) {
                values.add(value(types, 0));
            }
            return values;
        } catch (BufferUnderflowException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new IOException("a D-Bus message does not fit its signature " + signature, e);
        }
    }

    private Object value(Types types, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("a D-Bus message is nested too deeply");
        }
        if (++values > MAX_VALUES) {
            throw new IOException("a D-Bus message has more than " + MAX_VALUES + " values");
        }
        char type = types.next();
        return switch (type) {
            case 'y' -> Byte.toUnsignedInt(in.get());
            case 'b' -> align(4).getInt() != 0;
            case 'n' -> (int) align(2).getShort();
            case 'q' -> Short.toUnsignedInt(align(2).getShort());
            case 'i' -> align(4).getInt();
            case 'u' -> Integer.toUnsignedLong(align(4).getInt());
            case 'h' -> Integer.toUnsignedLong(align(4).getInt());
            case 'x', 't' -> align(8).getLong();
            case 'd' -> align(8).getDouble();
            case 's', 'o' -> text(align(4).getInt());
            case 'g' -> text(Byte.toUnsignedInt(in.get()));
            case 'v' -> variant(depth);
            case '(' -> structure(types, depth);
            case 'a' -> array(types, depth);
            default -> throw new IOException("unknown D-Bus type " + type);
        };
    }

    private ByteBuffer align(int boundary) {
        return in.position((in.position() + boundary - 1) / boundary * boundary);
    }

    private String text(int length) throws IOException {
        if (length < 0 || length >= in.remaining()) {
            if (cut && length > 0) {
                String part = new String(in.array(), in.position(), in.remaining(), StandardCharsets.UTF_8);
                in.position(in.limit());
                return part;
            }
            throw new IOException("a D-Bus string is longer than its message");
        }
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length + 1);
        return text;
    }

    private Variant variant(int depth) throws IOException {
        String signature = text(Byte.toUnsignedInt(in.get()));
        return new Variant(signature, value(new Types(signature), depth + 1));
    }

    private List<Object> structure(Types types, int depth) throws IOException {
        align(8);
        List<Object> members = new ArrayList<>();
        while (types.peek() != ')') {
            members.add(value(types, depth + 1));
        }
        types.next();
        return members;
    }

    private Object array(Types types, int depth) throws IOException {
        int length = align(4).getInt();
        int start = types.at();
        char element = types.peek();
        types.skip();
        int end = types.at();
        align(boundary(element));
        boolean open = cut && length > in.remaining();
        if (length < 0 || (length > in.remaining() && !open)) {
            throw new IOException("a D-Bus array is longer than its message");
        }
        int stop = open ? in.limit() : in.position() + length;
        if (element == '{') {
            Map<Object, Object> map = new LinkedHashMap<>();
            while (in.position() < stop) {
                align(8);
                Types entry = types.part(start + 1, end - 1);
                map.put(value(entry, depth + 1), value(entry, depth + 1));
            }
            return map;
        }
        Types each = types.part(start, end);
        List<Object> list = new ArrayList<>();
        try {
            while (in.position() < stop) {
                list.add(value(each.again(), depth + 1));
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IOException e) {
            if (!open) {
                throw e;
            }
            // The cut went through this element.
            in.position(in.limit());
        }
        return list;
    }

    private static int boundary(char type) {
        return switch (type) {
            case 'x', 't', 'd', '(', '{' -> 8;
            case 'y', 'g', 'v' -> 1;
            case 'n', 'q' -> 2;
            default -> 4;
        };
    }

    /** A place in a signature. */
    private static final class Types {
        private final String signature;
        private int at;

        Types(String signature) {
            this.signature = signature;
        }

        Types again() {
            at = 0;
            return this;
        }

        boolean more() {
            return at < signature.length();
        }

        int at() {
            return at;
        }

        char peek() {
            return signature.charAt(at);
        }

        char next() {
            return signature.charAt(at++);
        }

        Types part(int from, int to) {
            return new Types(signature.substring(from, to));
        }

        /** Goes past one complete type. */
        void skip() {
            char type = next();
            if (type == 'a') {
                skip();
            } else if (type == '(' || type == '{') {
                char close = type == '(' ? ')' : '}';
                while (peek() != close) {
                    skip();
                }
                at++;
            }
        }
    }
}
