package org.pilothouse.rfb.session;

import java.nio.charset.StandardCharsets;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/**
 * The clipboard, both ways: Latin-1 text with single line feeds (RFC 6143, 7.5.6 and 7.6.4), or Unicode where the server has the extended
 * clipboard. There each side says that it has something, and the other asks for it; we always ask.
 */
final class CutText {
    /** Text beyond the limit is skipped up to here; who sends more is out of step. */
    private static final int MOST_SKIPPED = 64 << 20;

    private static final int FLAGS_BYTES = 4;

    private final RfbLimits limits;
    private final OutputQueue output;
    private final InputSender input;
    private final RfbListener listener;
    private boolean extended;
    private String offered = "";
    /** What came last from there, until something else was sent: it is not sent back. */
    private String received = "";

    CutText(RfbLimits limits, OutputQueue output, InputSender input, RfbListener listener) {
        this.limits = limits;
        this.output = output;
        this.input = input;
        this.listener = listener;
    }

    /** Reads a ServerCutText message after its type. */
    void read(WireReader in) throws RfbProtocolException, RfbConnectionException {
        in.skip(3);
        int length = in.s32();
        long size = Math.abs((long) length);
        if (size > MOST_SKIPPED) {
            throw new RfbProtocolException("The server announces a clipboard of " + size + " bytes.");
        }
        if (size > limits.maxCutTextBytes()) {
            in.skip(size);
        } else if (length < 0) {
            readExtended(in, (int) size);
        } else {
            byte[] bytes = new byte[length];
            in.readFully(bytes, 0, length);
            came(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /** Offers text, or sends it where it cannot be offered. */
    synchronized void send(String text) {
        String lines = unixLines(text);
        if (input.viewOnly() || lines.equals(received) || lines.length() > limits.maxCutTextBytes()) {
            return;
        }
        received = "";
        if (extended) {
            offered = lines;
            output.add(to -> ExtendedClipboard.write(to, ExtendedClipboard.NOTIFY | ExtendedClipboard.TEXT));
            return;
        }
        byte[] bytes = lines.getBytes(StandardCharsets.ISO_8859_1);
        output.add(to -> ClientMessages.cutText(to, bytes));
    }

    private void came(String text) {
        String lines = unixLines(text);
        synchronized (this) {
            received = lines;
        }
        listener.cutTextReceived(lines);
    }

    private void readExtended(WireReader in, int size) throws RfbProtocolException, RfbConnectionException {
        if (size < FLAGS_BYTES) {
            throw new RfbProtocolException("The server sent a clipboard message without its flags.");
        }
        int flags = in.s32();
        int rest = size - FLAGS_BYTES;
        if ((flags & ExtendedClipboard.CAPS) != 0) {
            ExtendedClipboard.skipSizes(in, flags, rest);
            agree(flags);
        } else if ((flags & ExtendedClipboard.PROVIDE) != 0) {
            ExtendedClipboard.readText(in, flags, rest, limits.maxCutTextBytes())
                    .ifPresent(this::came);
        } else {
            in.skip(rest);
            answer(flags);
        }
    }

    private synchronized void agree(int flags) {
        extended = (flags & ExtendedClipboard.TEXT) != 0;
        output.add(ExtendedClipboard::writeCaps);
    }

    private synchronized void answer(int flags) {
        boolean text = (flags & ExtendedClipboard.TEXT) != 0;
        if ((flags & ExtendedClipboard.NOTIFY) != 0 && text) {
            output.add(to -> ExtendedClipboard.write(to, ExtendedClipboard.REQUEST | ExtendedClipboard.TEXT));
        } else if ((flags & ExtendedClipboard.REQUEST) != 0 && text && mayGive()) {
            String given = offered;
            output.add(to -> ExtendedClipboard.writeText(to, given));
        } else if ((flags & ExtendedClipboard.PEEK) != 0) {
            int formats = mayGive() ? ExtendedClipboard.TEXT : 0;
            output.add(to -> ExtendedClipboard.write(to, ExtendedClipboard.NOTIFY | formats));
        }
    }

    private boolean mayGive() {
        return !offered.isEmpty() && !input.viewOnly();
    }

    private static String unixLines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
