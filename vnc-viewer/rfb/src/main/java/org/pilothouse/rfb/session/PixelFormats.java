package org.pilothouse.rfb.session;

import org.pilothouse.rfb.ColourMode;
import org.pilothouse.rfb.pixels.PixelFormat;

/** Chooses the format of a session's pixels. */
final class PixelFormats {
    private PixelFormats() {}

    static PixelFormat choose(ColourMode wanted, PixelFormat ofServer) {
        return switch (wanted) {
            case TRUE_COLOUR -> PixelFormat.TRUE_COLOUR;
            case HIGH_COLOUR -> PixelFormat.HIGH_COLOUR;
            case LOW_COLOUR -> PixelFormat.LOW_COLOUR;
            case AS_SERVER -> ofServer.isSane() ? ofServer : PixelFormat.TRUE_COLOUR;
        };
    }
}
