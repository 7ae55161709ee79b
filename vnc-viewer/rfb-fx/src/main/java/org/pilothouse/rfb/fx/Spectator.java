package org.pilothouse.rfb.fx;

import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;

/** A view that follows a {@link RemoteDesktop}. All calls but {@link #frame} come on the FX thread. */
interface Spectator {
    /** On the session's thread. */
    void frame(Framebuffer picture, Damage damage);

    void cutText(String text);

    /**
     * Somebody else moved the remote pointer, or this session did and hears of it.
     *
     * @param who empty if that is not known
     */
    void pointerMoved(int x, int y, String who);

    void bell();

    /** So many updates a second are worth anything to this view. */
    int wantedRate();
}
