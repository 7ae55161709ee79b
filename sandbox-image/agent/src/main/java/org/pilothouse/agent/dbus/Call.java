package org.pilothouse.agent.dbus;

import java.util.List;

/**
 * A method call.
 *
 * @param destination bus name
 * @param path of the object
 * @param signature of the arguments
 */
public record Call(String destination, String path, String iface, String member, String signature, List<?> arguments) {

    public Call {
        arguments = List.copyOf(arguments);
    }

    public static Call of(String destination, String path, String iface, String member) {
        return new Call(destination, path, iface, member, "", List.of());
    }

    public static Call of(
            String destination, String path, String iface, String member, String signature, Object... arguments) {
        return new Call(destination, path, iface, member, signature, List.of(arguments));
    }

    /** Reads one property. */
    public static Call property(String destination, String path, String iface, String name) {
        return of(destination, path, "org.freedesktop.DBus.Properties", "Get", "ss", iface, name);
    }

    byte[] encode(int serial) {
        Encoder body = new Encoder();
        body.values(signature, arguments);
        Encoder fields = new Encoder();
        fields.field(1, "o", path);
        fields.field(2, "s", iface);
        fields.field(3, "s", member);
        fields.field(6, "s", destination);
        if (!signature.isEmpty()) {
            fields.field(8, "g", signature);
        }
        Encoder message = new Encoder();
        message.raw('l');
        message.raw(Message.CALL);
        message.raw(0);
        message.raw(1);
        message.uint32(body.length());
        message.uint32(serial);
        // Fields are aligned to eight bytes, as the place where they come to lie is (16).
        message.uint32(fields.length());
        message.raw(fields.bytes());
        message.align(8);
        message.raw(body.bytes());
        return message.bytes();
    }
}
