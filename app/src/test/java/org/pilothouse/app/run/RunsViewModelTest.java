package org.pilothouse.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.fake.WorkSamples;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStatus;

class RunsViewModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private RunsViewModel model;

    @BeforeEach
    void open() {
        gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()));
        console = TestConsole.connected(folder, gateway);
        model = console.runs();
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    @Test
    void nothingIsFetchedBeforeSomebodyLooks() {
        assertFalse(gateway.calls().contains("GET /runs"));

        model.begin();

        assertEquals(43, model.rows().size());
        assertEquals(SampleWork.WAITING_RUN, model.rows().getFirst().workflowRunId());
        assertFalse(model.more().get());
    }

    @Test
    void tenThousandComePageByPage() {
        Instant now = Instant.now();
        for (int i = 0; i < 1000; i++) {
            gateway.work()
                    .with(WorkSamples.run("x" + i, RunStatus.SUCCEEDED, now.minusSeconds(100_000 + i), List.of()));
        }
        model.begin();
        assertEquals(100, model.rows().size());
        assertTrue(model.more().get());

        for (int i = 0; i < 20; i++) {
            model.loadMore();
        }

        assertEquals(1043, model.rows().size());
        assertFalse(model.more().get());
        long calls = gateway.calls().stream().filter("GET /runs"::equals).count();
        model.loadMore();
        assertEquals(
                calls, gateway.calls().stream().filter("GET /runs"::equals).count(), "there is no more to ask for");
    }

    @Test
    void aNewRunComesFirstAndAChangedOneStaysInItsPlace() {
        model.begin();
        Run fresh = WorkSamples.run("fresh", RunStatus.QUEUED, Instant.now(), List.of());
        gateway.work().with(fresh);
        console.ui.until("it is told", () -> model.rows().size() == 44);
        assertEquals("fresh", model.rows().getFirst().workflowRunId());

        model.selected().set(model.rows().get(1));
        gateway.work().with(WorkSamples.withStatus(model.rows().get(1), RunStatus.CANCELLED));
        console.ui.until("it is told", () -> model.rows().get(1).status() == RunStatus.CANCELLED);
        assertNotNull(model.selected().get());
        assertEquals(RunStatus.CANCELLED, model.selected().get().status());
    }

    @Test
    void theGatewayChoosesByStatusAndTheConsoleByWords() {
        model.begin();
        model.which().set(RunsViewModel.Which.WAITING);
        assertEquals(1, model.rows().size());

        model.which().set(RunsViewModel.Which.ALL);
        model.text().set("wrong window");
        assertEquals(1, model.rows().size());
        assertEquals(SampleWork.FAILED_RUN, model.rows().getFirst().workflowRunId());
        model.clearFilter();
        assertEquals(43, model.rows().size());
    }

    @Test
    void aRefusalIsToldAndCanBeRepeated() {
        gateway.refuse("GET /runs", 503, "busy", "The store is busy.", null);
        model.begin();
        assertNotNull(model.problem().get());
        assertTrue(model.problem().get().why().contains("busy"));

        model.reload();

        assertEquals(43, model.rows().size());
    }

    @Test
    void opensTheChosenOne() {
        model.begin();
        model.selected().set(model.rows().getFirst());
        model.open();

        assertEquals(
                new Place.RunPage(SampleWork.WAITING_RUN),
                console.navigator().current().get());
    }
}
