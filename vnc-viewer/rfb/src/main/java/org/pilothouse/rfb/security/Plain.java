package org.pilothouse.rfb.security;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.wire.WireBuffer;

/** User name and password as they are: VeNCrypt's Plain and Tight's Unix login have the same form. */
final class Plain {
    private Plain() {}

    static void run(SecurityTalk talk) throws RfbConnectionException {
        byte[] user = talk.userName().getBytes(StandardCharsets.UTF_8);
        byte[] password = talk.passwordBytes();
        try {
            talk.send(new WireBuffer()
                    .u32(user.length)
                    .u32(password.length)
                    .put(user)
                    .put(password));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
