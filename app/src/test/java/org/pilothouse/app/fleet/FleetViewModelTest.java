package org.pilothouse.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.action.Action.Description;
import org.pilothouse.app.action.ScreenAction;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class FleetViewModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private FleetViewModel model;

    @BeforeEach
    void open() {
        gateway = SampleFleet.fill(new FakeGateway());
        console = TestConsole.connected(folder, gateway);
        model = new FleetViewModel(
                console.live(),
                console.environmentActions(),
                new ScreenAction(Description.of("new", "New", "", Feather.PLUS), () -> {}),
                console.now(),
                console.ui);
        console.live().refresh();
        console.ui.run();
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    @Test
    void chipsTellHowManyRowsTheyWouldLeave() {
        assertEquals(12, model.counts().get().get(Quick.ALL));
        assertEquals(6, model.counts().get().get(Quick.RUNNING));
        assertEquals(2, model.counts().get().get(Quick.STOPPED));
        // a failed one, one whose state is not known, and a running one whose node is silent
        assertEquals(3, model.counts().get().get(Quick.FAULTS));

        model.quick().set(Quick.FAULTS);

        assertEquals(3, model.rows().size());
    }

    @Test
    void hostsAreShownByTheirLabel() {
        assertEquals("harbour-1", model.row(console.item(SampleFleet.RUNNING)).host());
    }

    @Test
    void aRowKeepsItsPlaceInSelectionsWhenItsEnvironmentChanges() {
        LiveItem<Environment> before = console.item(SampleFleet.RUNNING);
        model.cursor().set(before);

        gateway.change(SampleFleet.RUNNING, e -> Samples.of(e).label("renamed").build());
        console.ui.until(
                "the event is here", () -> "renamed".equals(before.get().label()));

        assertSame(before, model.cursor().get());
        assertSame(before, console.item(SampleFleet.RUNNING));
    }

    @Test
    void actionsActOnTheMarkedOnesAndWithoutMarksOnTheCursor() {
        model.cursor().set(console.item(SampleFleet.RUNNING));
        assertTrue(model.actions().stop().isEnabled());
        assertFalse(model.actions().start().isEnabled());
        assertTrue(model.actions().takeOver().isEnabled());

        model.toggleMark(console.item(SampleFleet.STOPPED));
        assertTrue(model.actions().start().isEnabled());
        assertFalse(model.actions().stop().isEnabled());

        model.toggleMark(console.item(SampleFleet.RUNNING));
        assertEquals("Start 1", model.actions().start().label().getValue());
        assertEquals("Delete 2…", model.actions().delete().label().getValue());
        assertFalse(model.actions().takeOver().isEnabled(), "two desktops can't be taken over at once");
    }

    @Test
    void aMenuOnAnUnmarkedRowLeavesTheMarksAlone() {
        model.mark(List.of(console.item(SampleFleet.RUNNING), console.item(SampleFleet.STOPPED)));

        model.point(console.item(SampleFleet.STOPPED));
        assertEquals(2, model.marked().get().size(), "the row is one of the marked");

        model.point(console.item(SampleFleet.FAILED));
        assertEquals(Set.of(), model.marked().get());
        assertSame(console.item(SampleFleet.FAILED), model.cursor().get());
    }

    @Test
    void marksAndCursorForgetWhatWasDeleted() {
        model.cursor().set(console.item(SampleFleet.RUNNING));
        model.toggleMark(console.item(SampleFleet.RUNNING));

        gateway.remove(SampleFleet.RUNNING);
        console.ui.until("it is gone", () -> model.marked().get().isEmpty());

        assertNull(model.cursor().get());
        assertFalse(model.actions().stop().isEnabled());
    }

    @Test
    void anEnvironmentThatNoLongerMatchesLeavesTheList() {
        model.filterText().set("status:running");
        assertEquals(6, model.rows().size());

        gateway.change(
                SampleFleet.RUNNING,
                e -> Samples.of(e).status(EnvironmentStatus.STOPPED).build());

        console.ui.until("the row is gone", () -> model.rows().size() == 5);
    }

    @Test
    void anUnknownKeyIsNamed() {
        model.filterText().set("colour:red");

        assertEquals("colour", model.filter().get().unknownKey().orElseThrow());
        assertTrue(model.isFiltered());

        model.clearFilter();
        assertFalse(model.isFiltered());
        assertEquals(12, model.rows().size());
    }
}
