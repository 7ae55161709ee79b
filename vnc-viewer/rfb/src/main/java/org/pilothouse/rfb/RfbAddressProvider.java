package org.pilothouse.rfb;

import java.net.URI;

/** Understands addresses of one more scheme. Found by {@link java.util.ServiceLoader}, so that this library needs none of theirs. */
public interface RfbAddressProvider {
    /** Such as {@code vnc+ssh}. */
    String scheme();

    /**
     * Understands an address of its scheme; nothing is dialled yet.
     *
     * @throws IllegalArgumentException with a sentence for the person who wrote it
     */
    RfbAddress address(String text, URI uri, TunnelAccess access);
}
