package org.pilothouse.rfb.replay;

/** Which time of the recording it is. Pure: it is told what time it is outside, in nanoseconds of {@link System#nanoTime}. */
final class ReplayClock {
    private double speed = 1;
    private boolean paused;
    private long millis;
    private long since;

    ReplayClock(long now) {
        since = now;
    }

    double speed() {
        return speed;
    }

    boolean paused() {
        return paused;
    }

    /** From now on this fast. */
    void setSpeed(double times, long now) {
        set(position(now), now);
        speed = times;
    }

    void setPaused(boolean value, long now) {
        set(position(now), now);
        paused = value;
    }

    /** The recording is at this time now, milliseconds. */
    void set(long newMillis, long now) {
        millis = newMillis;
        since = now;
    }

    /** The time of the recording now, milliseconds. At infinite speed it is the one that was set last. */
    long position(long now) {
        return paused || speed == Double.POSITIVE_INFINITY ? millis : millis + (long) ((now - since) / 1e6 * speed);
    }

    /** Nanoseconds until a time of the recording is due; none or negative if it is. */
    long until(long then, long now) {
        if (paused) {
            return Long.MAX_VALUE;
        }
        if (speed == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double wait = (then - millis) * 1e6 / speed;
        return (long) Math.min(wait, Long.MAX_VALUE / 2.0) - (now - since);
    }
}
