package org.pilothouse.rfb.fx;

import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;

/** Takes pictures of a {@link RemoteDesktop} on the session's thread. */
@FunctionalInterface
interface FrameSink {
    void frame(Framebuffer picture, Damage damage);
}
