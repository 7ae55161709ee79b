package org.pilothouse.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.notification.Toast;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class EnvironmentActionsTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private final Targets targets = new Targets();
    private EnvironmentActions.Set actions;

    @BeforeEach
    void open() {
        gateway = SampleFleet.fill(new FakeGateway());
        console = TestConsole.connected(folder, gateway);
        actions = console.environmentActions().on(targets);
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    private void target(String... ids) {
        targets.set(Arrays.stream(ids).map(console::item).toList());
    }

    private Confirmation asked() {
        return assertInstanceOf(Confirmation.class, console.dialogs().current().get());
    }

    @Test
    void onlyWhatMakesSenseIsEnabled() {
        target();
        assertTrue(actions.all().stream().noneMatch(action -> action.isEnabled()));

        target(SampleFleet.STOPPED);
        assertTrue(actions.start().isEnabled());
        assertFalse(actions.stop().isEnabled());
        assertFalse(actions.takeOver().isEnabled());
        assertTrue(actions.delete().isEnabled());

        target(SampleFleet.STARTING);
        assertFalse(actions.start().isEnabled());
        assertTrue(actions.stop().isEnabled());
    }

    @Test
    void followsTheEnvironment() {
        target(SampleFleet.STARTING);
        assertFalse(actions.takeOver().isEnabled());

        gateway.change(
                SampleFleet.STARTING,
                e -> Samples.of(e).status(EnvironmentStatus.RUNNING).build());

        console.ui.until("it can be taken over", () -> actions.takeOver().isEnabled());
    }

    @Test
    void withoutTheGatewayOnlyWhatNeedsNoneIsEnabled() {
        target(SampleFleet.RUNNING);
        gateway.goAway();
        console.ui.until("it is noticed", () -> !actions.stop().isEnabled());

        assertFalse(actions.delete().isEnabled());
        assertFalse(actions.takeOver().isEnabled());
        assertTrue(actions.open().isEnabled());
        assertTrue(actions.copyId().isEnabled());
    }

    @Test
    void startAndStopAreDoneAtOnce() {
        target(SampleFleet.STOPPED);
        actions.start().run();
        assertEquals(
                EnvironmentStatus.STARTING,
                console.item(SampleFleet.STOPPED).get().status());

        target(SampleFleet.RUNNING);
        actions.stop().run();
        assertEquals(
                EnvironmentStatus.STOPPED,
                console.item(SampleFleet.RUNNING).get().status());
        assertTrue(console.notifications().toasts().isEmpty());
    }

    @Test
    void deletingAsksAndNamesWhatIsLost() {
        target(SampleFleet.RUNNING);

        actions.delete().run();

        assertEquals("Delete “checkout-agent”?", asked().text().title());
        assertTrue(asked().text().lost().toString().contains("all files of checkout-agent"));
        assertTrue(asked().text().lost().toString().contains("checkout-agent is running now"));
        assertNull(asked().text().toType());
        assertTrue(gateway.environment(SampleFleet.RUNNING) != null, "nothing happens before the answer");

        asked().cancel();
        assertTrue(gateway.environment(SampleFleet.RUNNING) != null);

        actions.delete().run();
        asked().confirm();
        assertNull(gateway.environment(SampleFleet.RUNNING));
        console.ui.until(
                "it is gone",
                () -> console.live().environments().find(SampleFleet.RUNNING).isEmpty());
    }

    @Test
    void deletingManyWantsTheirNumberTyped() {
        target(SampleFleet.RUNNING, SampleFleet.STOPPED, SampleFleet.FAILED);
        actions.delete().run();
        Confirmation question = asked();
        assertEquals("Delete 3 environments?", question.text().title());

        question.confirm();
        assertTrue(console.dialogs().isOpen(), "not without the number");
        question.typed().set("2");
        question.confirm();
        assertTrue(console.dialogs().isOpen(), "not with another number");

        question.typed().set(" 3 ");
        assertTrue(question.allowed().getValue());
        question.confirm();

        assertNull(gateway.environment(SampleFleet.RUNNING));
        assertNull(gateway.environment(SampleFleet.STOPPED));
        assertNull(gateway.environment(SampleFleet.FAILED));
    }

    @Test
    void resettingAsksToo() {
        target(SampleFleet.STOPPED);

        actions.reset().run();

        assertEquals("Reset “nightly-regression”?", asked().text().title());
        assertTrue(asked().text().kept().startsWith("Kept: label, image, size and limits."));
        asked().confirm();
        assertTrue(gateway.calls().contains("POST /desktop-environments/" + SampleFleet.STOPPED + "/reset"));
    }

    @Test
    void oneFailureIsTold() {
        gateway.refuse(
                "POST /desktop-environments/" + SampleFleet.STOPPED + "/start",
                409,
                "conflict",
                "It is being deleted.",
                null);
        target(SampleFleet.STOPPED);

        actions.start().run();

        Toast toast = console.notifications().toasts().getFirst();
        assertEquals("nightly-regression could not be started.", toast.title());
        assertTrue(toast.text().startsWith("It is being deleted."));
        assertTrue(toast.problem().details().contains("conflict"));
        assertTrue(console.operations().running().stream()
                .noneMatch(operation -> operation.title().startsWith("Starting nightly")));
    }

    @Test
    void severalFailuresAreOneMessage() {
        for (String id : List.of(SampleFleet.STOPPED, SampleFleet.FAILED)) {
            gateway.refuse("POST /desktop-environments/" + id + "/start", 503, "engine", "No engine.", null);
        }
        target(SampleFleet.STOPPED, SampleFleet.FAILED);

        actions.start().run();

        assertEquals(1, console.notifications().toasts().size());
        Toast toast = console.notifications().toasts().getFirst();
        assertEquals("2 of 2 could not be started.", toast.title());
        assertTrue(toast.text().contains("visa-form-filler could not be started. No engine."));
    }

    @Test
    void goesToPagesAndCopies() {
        target(SampleFleet.RUNNING);
        actions.logs().run();
        assertEquals(
                new Place.EnvironmentPage(SampleFleet.RUNNING, Place.Tab.LOGS),
                console.navigator().current().get());

        actions.copyId().run();
        assertEquals(List.of(SampleFleet.RUNNING), console.copied);
    }
}
