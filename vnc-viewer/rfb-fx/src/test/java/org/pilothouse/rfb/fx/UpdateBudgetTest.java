package org.pilothouse.rfb.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.RfbOptions;

class UpdateBudgetTest {
    @ParameterizedTest
    @CsvSource({
        "10, 10, 0.2, 10", // affordable
        "10, 10, 2, 5", // twice too much: half as many
        "10, 10, 100, 1", // never none
        "5, 10, 0.9, 5", // enough is left, but not for more
        "5, 10, 0.3, 6", // room again: a step at a time
        "10, 10, 0, 10"
    })
    void theRateFollowsWhatIsSpent(int rate, int wanted, double used, int next) {
        assertEquals(next, UpdateBudget.next(rate, wanted, used));
    }

    @Test
    void whoeverIsAddedGetsTheCommonRate() {
        UpdateBudget budget = new UpdateBudget(0.5, 5);
        RemoteDesktop desktop = new RemoteDesktop(
                () -> {
                    throw new java.io.IOException("never dialled");
                },
                RfbOptions.defaults(),
                Runnable::run,
                Reconnecting.backoff());
        budget.add(desktop);
        assertEquals(5, desktop.getUpdateRate());
        budget.remove(desktop);
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new UpdateBudget(0, 5));
        assertThrows(IllegalArgumentException.class, () -> new UpdateBudget(Double.NaN, 5));
        assertThrows(IllegalArgumentException.class, () -> new UpdateBudget(1, 0));
    }
}
