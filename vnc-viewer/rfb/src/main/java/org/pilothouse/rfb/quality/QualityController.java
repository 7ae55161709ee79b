package org.pilothouse.rfb.quality;

import java.util.List;
import org.pilothouse.rfb.metrics.Pressure;

/**
 * Finds the quality that the way from the server to the screen can carry. Asked once a second. It goes down soon, as a picture that comes
 * late is worse than a coarse one, and up slowly; after a rise that did not last it waits twice as long before the next one.
 */
public final class QualityController {
    /** From the best to the worst. */
    private static final List<Level> LEVELS = List.of(
            new Level(8, 2), new Level(7, 3), new Level(6, 4), new Level(5, 5), new Level(3, 6), new Level(1, 6));

    /** Seconds of high pressure until a step down; severe pressure is not waited out. */
    private static final int STRAINED_SECONDS = 2;

    private static final int SEVERE_STEPS = 2;
    private static final int FIRST_PATIENCE = 3;
    private static final int MOST_PATIENCE = 48;
    /** A rise that lasted so many seconds was right. */
    private static final int PROBATION = 10;

    private int step;
    private int strained;
    private int calm;
    private int patience = FIRST_PATIENCE;
    private int sinceRise = PROBATION;

    public Level level() {
        return LEVELS.get(step);
    }

    /**
     * Another second has passed.
     *
     * @return whether the level is another one now
     */
    public boolean observe(Pressure pressure) {
        int before = step;
        sinceRise++;
        if (sinceRise == PROBATION) {
            patience = FIRST_PATIENCE;
        }
        calm = pressure == Pressure.LOW ? calm + 1 : 0;
        strained = pressure == Pressure.HIGH ? strained + 1 : 0;
        if (pressure == Pressure.SEVERE) {
            fall(SEVERE_STEPS);
        } else if (strained >= STRAINED_SECONDS) {
            fall(1);
        } else if (calm >= patience && step > 0) {
            step--;
            calm = 0;
            sinceRise = 0;
        }
        return step != before;
    }

    private void fall(int steps) {
        if (sinceRise < PROBATION) {
            patience = Math.min(MOST_PATIENCE, 2 * patience);
            sinceRise = PROBATION + 1;
        }
        step = Math.min(LEVELS.size() - 1, step + steps);
        strained = 0;
    }
}
