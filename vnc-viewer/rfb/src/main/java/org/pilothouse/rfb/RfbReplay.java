package org.pilothouse.rfb;

import java.time.Duration;

/**
 * A recording that plays like a live session: the same state, the same listener, the same pixels, from the same decoders. It sends
 * nothing, so input, clipboard and sizes are ignored. It begins to play at once at normal speed, and stays {@link RfbState.Connected} at its
 * end, where it can be taken back.
 */
public interface RfbReplay extends RfbSession {
    /** As speed: as fast as it can be decoded. */
    double AT_ONCE = Double.POSITIVE_INFINITY;

    /** When the last update came, since the start of the recording. Zero until the recording has been opened. */
    Duration duration();

    /** The time in the recording that is shown. */
    Duration position();

    /** Whether the last update is shown. */
    boolean atEnd();

    /** Whether the recording ends in the middle of an update, as its recorder died. All before it can be played. */
    boolean isCut();

    /** Times normal speed; 1 at first. */
    double speed();

    /**
     * Changes the speed.
     *
     * @param times from 0.1 on, up to {@link #AT_ONCE}
     */
    void setSpeed(double times);

    boolean paused();

    void pause();

    /** Goes on; from the start if it was at the end. */
    void play();

    /** Shows the next update, and pauses there. */
    void step();

    /**
     * Goes to a time, forward or back, and plays on from there unless it is paused. Returns at once; the listener hears one update with
     * everything in it. Going back decodes from the start, at some hundred times normal speed.
     */
    void seek(Duration time);
}
