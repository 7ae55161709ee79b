package org.pilothouse.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.artifact.ArtifactState;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.fake.WorkSamples;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.StepStatus;

class RunViewModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private RunViewModel model;

    @BeforeEach
    void open() {
        gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()));
        console = TestConsole.connected(folder, gateway);
        model = console.run(SampleWork.WAITING_RUN);
    }

    @AfterEach
    void close() {
        model.close();
        console.close();
        gateway.close();
    }

    private RunEntry selected() {
        RunEntry entry = model.selected().get();
        assertNotNull(entry);
        return entry;
    }

    @Test
    void showsStepsAttemptsAndArtifactsAndOpensWhereItWaits() {
        List<String> kinds = model.outline().outline().values().stream()
                .map(entry -> entry.getClass().getSimpleName())
                .toList();

        assertEquals(
                List.of(
                        "OfStep",
                        "OfAttempt",
                        "OfArtifact",
                        "OfArtifact",
                        "OfStep",
                        "OfAttempt",
                        "OfAttempt",
                        "OfArtifact",
                        "OfStep"),
                kinds);
        assertEquals(
                2, assertInstanceOf(RunEntry.OfStep.class, selected()).step().stepIndex());
        assertTrue(model.cancel().isEnabled());
        assertTrue(model.openApproval().isEnabled());
    }

    @Test
    void walksThroughTheScreenshotsInTime() {
        assertEquals(2, model.pictures().size());

        model.movePicture(1);
        assertEquals(model.pictures().get(0), selected());
        model.movePicture(1);
        assertEquals(model.pictures().get(1), selected());
        model.movePicture(1);
        assertEquals(model.pictures().get(1), selected(), "it stops at the end");
    }

    @Test
    void screenshotsAreVeiledUntilTheyAreRevealed() {
        assertTrue(model.hasVeiledPictures());
        assertFalse(gateway.calls().stream().anyMatch(call -> call.startsWith("GET /a/")));

        model.revealPictures();

        assertTrue(gateway.calls().contains("POST /artifacts/" + SampleWork.PICTURE + "/reveal"));
        assertInstanceOf(
                ArtifactState.Shown.class,
                model.model(model.pictures().getFirst().item()).state().get());
    }

    @Test
    void aTreeComesWithThePictureOfItsAttempt() {
        RunEntry.OfArtifact tree =
                (RunEntry.OfArtifact) model.outline().outline().get(3);

        assertEquals(
                SampleWork.PICTURE, model.companion(tree).orElseThrow().item().id());
        assertTrue(model.companion(model.pictures().getFirst()).isEmpty());
    }

    @Test
    void followsTheRunWithoutLosingThePlace() {
        model.movePicture(1);
        RunEntry before = selected();
        Run run = model.run().get();
        Instant now = Instant.now();
        RunStep done = WorkSamples.step(
                2,
                StepStatus.SUCCEEDED,
                "{'op': 'act', 'target': {'kind': 'a11y', 'name': 'A11y Smoke'}, 'action': {'kind': 'focus'}}",
                null,
                WorkSamples.attempt(
                        1, AttemptStatus.SUCCEEDED, now, 20, "{'op': 'act'}", WorkSamples.picture("late", now)));

        gateway.work().with(WorkSamples.withStatus(run, RunStatus.SUCCEEDED), done);
        console.ui.until("it is told", () -> model.pictures().size() == 3);

        assertEquals(before.key(), selected().key());
        assertEquals(RunStatus.SUCCEEDED, model.run().get().status());
        assertFalse(model.cancel().isEnabled());
        assertFalse(model.openApproval().isEnabled());
    }

    @Test
    void cancellingAsksFirst() {
        model.cancel().run();
        Confirmation question =
                assertInstanceOf(Confirmation.class, console.dialogs().current().get());
        assertEquals("Cancel run c0000001?", question.text().title());
        assertTrue(gateway.calls().stream().noneMatch(call -> call.contains("cancel")));

        question.confirm();

        console.ui.until("it is cancelled", () -> model.run().get().status() == RunStatus.CANCELLED);
    }

    @Test
    void leadsToTheApprovalItWaitsFor() {
        model.openApproval().run();

        assertEquals(
                new Place.Approvals(SampleWork.FOCUS),
                console.navigator().current().get());
    }

    @Test
    void aRunThatIsNotThereIsTold() {
        RunViewModel gone = console.run("nothing");

        assertNotNull(gone.problem().get());
        assertEquals("The run could not be loaded.", gone.problem().get().what());
        gone.close();
    }
}
