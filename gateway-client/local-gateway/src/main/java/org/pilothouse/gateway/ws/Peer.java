package org.pilothouse.gateway.ws;

import org.pilothouse.protocol.frame.Frame;

/** The other side of a connection after its handshake. Calls come one after the other. */
interface Peer {
    void onFrame(Frame frame);

    /** The connection is gone; called once. */
    void onClose();
}
