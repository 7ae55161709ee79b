package org.pilothouse.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.environment.StartupStage.State;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class StartupStageTest {
    private static List<State> states(Samples samples) {
        return StartupStage.of(samples.build()).stream()
                .map(StartupStage::state)
                .toList();
    }

    @Test
    void theFirstThatIsNotReachedIsTheCurrentOne() {
        assertEquals(
                List.of(State.DONE, State.DONE, State.DONE, State.CURRENT, State.WAITING, State.WAITING),
                states(Samples.environment("a", "a")
                        .status(EnvironmentStatus.STARTING)
                        .stages(3)));
    }

    @Test
    void aFailureStandsWhereItHappened() {
        assertEquals(
                List.of(State.DONE, State.FAILED, State.WAITING, State.WAITING, State.WAITING, State.WAITING),
                states(Samples.environment("a", "a").error("No such image.").stages(1)));
    }

    @Test
    void nothingGoesOnInAStoppedOne() {
        assertTrue(states(Samples.environment("a", "a").status(EnvironmentStatus.STOPPED)).stream()
                .allMatch(State.WAITING::equals));
    }

    @Test
    void reachedStagesTellTheirTime() {
        List<StartupStage> stages =
                StartupStage.of(Samples.environment("a", "a").build());
        assertEquals("Desktop painted", stages.get(4).title());
        assertEquals(1734L, stages.get(4).reachedAfterMs());
    }

    @Test
    void aTyrumGatewayTellsNoStages() {
        assertEquals(
                List.of(),
                StartupStage.of(Samples.environment("a", "a").withoutRuntime().build()));
    }
}
