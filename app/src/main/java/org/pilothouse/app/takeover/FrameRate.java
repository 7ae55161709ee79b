package org.pilothouse.app.takeover;

import org.pilothouse.rfb.fx.PulseRate;

/** How often desktops are shown while they change. */
public final class FrameRate {
    private FrameRate() {}

    /** Sixty times a second. To be called before JavaFX starts. */
    public static void prepare() {
        PulseRate.prepare();
    }
}
