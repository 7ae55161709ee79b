package org.pilothouse.rfb.handshake;

import java.nio.charset.StandardCharsets;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;
import org.pilothouse.rfb.wire.WireText;

/** The three versions that exist on the wire (RFC 6143, 7.1.1), to which all others are mapped, and the greeting of repeaters. */
enum ProtocolVersion {
    /** Not a server yet: an UltraVNC repeater in mode II, that first wants to know which server is meant. */
    REPEATER("RFB 000.000\n"),
    V3_3("RFB 003.003\n"),
    V3_7("RFB 003.007\n"),
    V3_8("RFB 003.008\n");

    private static final int LENGTH = 12;

    private final String text;

    ProtocolVersion(String text) {
        this.text = text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the server's version and chooses what to answer. */
    static ProtocolVersion read(WireReader in) throws RfbProtocolException, RfbConnectionException {
        byte[] bytes = new byte[LENGTH];
        in.readFully(bytes, 0, LENGTH);
        if (!looksRight(bytes)) {
            throw new RfbProtocolException(
                    "This is not a VNC server: it greeted with \"" + WireText.forPeople(bytes) + "\".");
        }
        int major = number(bytes, 4);
        int minor = number(bytes, 8);
        if (major == 0 && minor == 0) {
            return REPEATER;
        }
        if (major < 3) {
            throw new RfbProtocolException(
                    "The server speaks RFB " + major + "." + minor + "; 3.3 or later is needed.");
        }
        // RealVNC says 4.1 and 5.0, macOS 3.889, UltraVNC repeaters 3.10 and 3.16: all of them speak 3.8.
        if (major > 3 || (minor >= 8 && minor != 14)) {
            return V3_8;
        }
        return minor == 7 ? V3_7 : V3_3;
    }

    private static boolean looksRight(byte[] bytes) {
        String pattern = "RFB ###.###\n";
        for (int i = 0; i < LENGTH; i++) {
            char expected = pattern.charAt(i);
            boolean fits = expected == '#' ? bytes[i] >= '0' && bytes[i] <= '9' : bytes[i] == expected;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int offset) {
        return (bytes[offset] - '0') * 100 + (bytes[offset + 1] - '0') * 10 + bytes[offset + 2] - '0';
    }
}
