package org.pilothouse.rfb.session;

import java.nio.charset.StandardCharsets;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** The clipboard, both ways: Latin-1 text with single line feeds (RFC 6143, 7.5.6 and 7.6.4). */
final class CutText {
    /** Text beyond the limit is skipped up to here; who sends more is out of step. */
    private static final int MOST_SKIPPED = 64 << 20;

    private final RfbLimits limits;
    private final OutputQueue output;
    private final RfbListener listener;

    CutText(RfbLimits limits, OutputQueue output, RfbListener listener) {
        this.limits = limits;
        this.output = output;
        this.listener = listener;
    }

    /** Reads a ServerCutText message after its type. */
    void read(WireReader in) throws RfbProtocolException, RfbConnectionException {
        in.skip(3);
        int length = in.s32();
        if (length < 0 || length > MOST_SKIPPED) {
            throw new RfbProtocolException(
                    "The server announces a clipboard of " + (length & 0xFFFF_FFFFL) + " bytes.");
        }
        if (length > limits.maxCutTextBytes()) {
            in.skip(length);
            return;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes, 0, length);
        listener.cutTextReceived(unixLines(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    void send(String text) {
        byte[] bytes = unixLines(text).getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length <= limits.maxCutTextBytes()) {
            output.add(to -> ClientMessages.cutText(to, bytes));
        }
    }

    private static String unixLines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
