package org.pilothouse.rfb.session;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;

/** The remote desktop as we have it. Written by the session's thread, read by any. */
final class Desktop {
    private final RfbLimits limits;
    private volatile Framebuffer framebuffer = new Framebuffer(0, 0);

    Desktop(RfbLimits limits) {
        this.limits = limits;
    }

    Framebuffer framebuffer() {
        return framebuffer;
    }

    /**
     * Takes a new size and keeps what fits of the picture.
     *
     * @return false if the size is the same as before
     */
    boolean resize(int width, int height) throws RfbProtocolException {
        Framebuffer old = framebuffer;
        if (width == old.width() && height == old.height()) {
            return false;
        }
        if (width > limits.maxSide() || height > limits.maxSide() || (long) width * height > limits.maxPixels()) {
            throw new RfbProtocolException("The server's desktop is " + width + "x" + height + "; at most "
                    + limits.maxSide() + " pixels a side and " + limits.maxPixels() + " in all are accepted.");
        }
        try {
            framebuffer = old.resized(width, height);
        } catch (OutOfMemoryError e) {
            throw new RfbProtocolException("There is no memory for a desktop of " + width + "x" + height + ".", e);
        }
        return true;
    }
}
