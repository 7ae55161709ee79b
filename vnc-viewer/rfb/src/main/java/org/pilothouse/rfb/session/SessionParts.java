package org.pilothouse.rfb.session;

import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.metrics.SessionMeter;

/** The parts of one session that reading a message touches. */
record SessionParts(
        RfbLimits limits,
        NativeCode nativeCode,
        Desktop desktop,
        OutputQueue output,
        UpdatePacer pacer,
        Liveness liveness,
        SessionMeter meter,
        InputSender input,
        DesktopSizer sizer,
        CutText cutText,
        QualityKeeper quality) {}
