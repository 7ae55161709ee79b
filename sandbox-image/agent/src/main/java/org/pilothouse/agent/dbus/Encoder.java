package org.pilothouse.agent.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes values in the D-Bus wire format, little-endian (D-Bus specification, "Marshaling"). */
final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    int length() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    void align(int boundary) {
        while (out.size() % boundary != 0) {
            out.write(0);
        }
    }

    void raw(int b) {
        out.write(b);
    }

    void raw(byte[] bytes) {
        out.writeBytes(bytes);
    }

    void uint32(long value) {
        align(4);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write((int) (value >> shift));
        }
    }

    void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        uint32(utf8.length);
        out.writeBytes(utf8);
        out.write(0);
    }

    void signature(String signature) {
        out.write(signature.length());
        out.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
        out.write(0);
    }

    /** A header field: a structure of its code and a variant. */
    void field(int code, String type, String value) {
        align(8);
        out.write(code);
        signature(type);
        if (type.equals("g")) {
            signature(value);
        } else {
            string(value);
        }
    }

    /**
     * Writes arguments.
     *
     * @param signature of only the types that our calls have: {@code s o u i b d v}
     * @throws IllegalArgumentException where values and signature do not fit
     */
    void values(String signature, List<?> values) {
        if (signature.length() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for the signature " + signature);
        }
        for (int i = 0; i < values.size(); i++) {
            value(signature.charAt(i), values.get(i));
        }
    }

    private void value(char type, Object value) {
        switch (type) {
            case 's', 'o' -> string((String) value);
            case 'u', 'i' -> uint32(((Number) value).longValue());
            case 'd' -> {
                align(8);
                long bits = Double.doubleToLongBits(((Number) value).doubleValue());
                for (int shift = 0; shift < 64; shift += 8) {
                    out.write((int) (bits >> shift));
                }
            }
            case 'b' -> uint32((Boolean) value ? 1 : 0);
            case 'v' -> {
                Variant variant = (Variant) value;
                signature(variant.signature());
                values(variant.signature(), List.of(variant.value()));
            }
            default -> throw new IllegalArgumentException("no call of ours has the type " + type);
        }
    }
}
