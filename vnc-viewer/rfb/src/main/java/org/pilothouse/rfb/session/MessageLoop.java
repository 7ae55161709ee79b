package org.pilothouse.rfb.session;

import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.recording.StreamRecorder;
import org.pilothouse.rfb.wire.WireReader;

/** Reads what the server sends after ServerInit, one message after the other (RFC 6143, 7.6), until the connection ends. */
final class MessageLoop implements AutoCloseable {
    private static final int MOST_FENCE_PAYLOAD = 64;

    private final WireReader in;
    private final WirePixels pixels;
    private final SessionParts parts;
    private final RfbListener listener;
    private final UpdateReader updates;
    private final byte[] fencePayload = new byte[MOST_FENCE_PAYLOAD];

    MessageLoop(
            WireReader in,
            WirePixels pixels,
            SessionParts parts,
            @Nullable StreamRecorder recorder,
            RfbListener listener) {
        this.in = in;
        this.pixels = pixels;
        this.parts = parts;
        this.listener = listener;
        this.updates = new UpdateReader(in, pixels, parts, recorder, listener);
    }

    /** Reads messages for ever. Ends only by an exception: a closed connection is one. */
    void run() throws RfbProtocolException, RfbConnectionException {
        while (true) {
            next();
        }
    }

    /**
     * Reads one message.
     *
     * @return its type
     */
    int next() throws RfbProtocolException, RfbConnectionException {
        int type = type();
        try {
            message(type);
        } catch (RfbConnectionException e) {
            if (e.kind() != CloseReason.Kind.SERVER) {
                throw e;
            }
            throw new RfbConnectionException(
                    CloseReason.Kind.CONNECTION, "The connection ended in the middle of a message.", e);
        }
        return type;
    }

    @Override
    public void close() {
        updates.close();
    }

    /** The next message's type. A server that hangs up without reading what we sent resets the connection: between messages, that is a close. */
    private int type() throws RfbConnectionException {
        try {
            return in.u8();
        } catch (RfbConnectionException e) {
            if (e.getCause() instanceof SocketException
                    && String.valueOf(e.getMessage()).contains("reset")) {
                throw new RfbConnectionException(CloseReason.Kind.SERVER, "The server closed the connection.", e);
            }
            throw e;
        }
    }

    private void message(int type) throws RfbProtocolException, RfbConnectionException {
        switch (type) {
            case 0 -> updates.read();
            case 1 -> colourMap();
            case 2 -> listener.bell();
            case 3 -> parts.cutText().read(in);
            case 150 -> parts.pacer().continuousUpdatesKnown();
            case 248 -> fence();
            default ->
                throw new RfbProtocolException(
                        "The server sent a message of the unknown type " + type + ". " + updates.trace());
        }
    }

    /** What is shown in other colours now is asked for again, once: with a picture under way there is nothing to add. */
    private void colourMap() throws RfbProtocolException, RfbConnectionException {
        if (pixels.readColourMap(in)) {
            parts.pacer().refreshOnce();
        }
    }

    /** All that came before is decoded when we get here, which is what a fence wants to know. */
    private void fence() throws RfbConnectionException {
        in.skip(3);
        int flags = in.s32();
        int length = in.u8();
        if (length > MOST_FENCE_PAYLOAD) {
            in.skip(length);
            return;
        }
        in.readFully(fencePayload, 0, length);
        if ((flags & ClientMessages.FENCE_REQUEST) == 0) {
            parts.liveness().fenceEchoed(fencePayload, length);
        } else {
            parts.output()
                    .add(to ->
                            ClientMessages.fence(to, flags & ClientMessages.FENCE_KNOWN_FLAGS, fencePayload, length));
        }
        parts.liveness().fencesKnown();
    }
}
