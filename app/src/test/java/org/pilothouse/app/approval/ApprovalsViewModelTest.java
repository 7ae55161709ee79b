package org.pilothouse.app.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
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
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.approval.ApprovalStatus;

class ApprovalsViewModelTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;
    private ApprovalsViewModel model;

    @BeforeEach
    void open() {
        gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()));
        console = TestConsole.connected(folder, gateway);
        console.ui.until(
                "the approvals are here",
                () -> console.live().approvals().items().size() == 4);
        model = console.approvals();
        model.watch(true);
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    private CardModel card() {
        CardModel card = model.card().get();
        assertNotNull(card);
        return card;
    }

    @Test
    void theFirstToExpireComesFirstAndIsOnTheTable() {
        assertEquals(
                List.of(SampleWork.TYPE, SampleWork.FOCUS, SampleWork.BLIND, SampleWork.CLICK),
                model.queue().stream().map(item -> item.id()).toList());
        assertEquals(SampleWork.TYPE, card().id());
    }

    @Test
    void nothingIsTurnedUpWhileNobodyLooks() {
        ApprovalsViewModel unwatched = console.approvals();

        assertEquals(null, unwatched.card().get());
        assertFalse(unwatched.approve().isEnabled());
    }

    @Test
    void movesThroughTheQueueAndStopsAtItsEnds() {
        model.move(1);
        assertEquals(SampleWork.FOCUS, card().id());
        model.move(-1);
        model.move(-1);
        assertEquals(SampleWork.TYPE, card().id());
        for (int i = 0; i < 9; i++) {
            model.move(1);
        }
        assertEquals(SampleWork.CLICK, card().id());
    }

    @Test
    void approvingIsOneActionAndTheNextOneIsAMoveAway() {
        model.approve().run();

        assertEquals(
                ApprovalStatus.APPROVED,
                gateway.work().approval(SampleWork.TYPE).status());
        assertFalse(card().standing().get().open());
        assertTrue(card().standing().get().sentence().startsWith("Approved by you at "));
        assertFalse(model.approve().isEnabled(), "a second press approves nothing else");
        console.ui.until("it left the queue", () -> model.queue().size() == 3);

        model.move(1);
        assertEquals(SampleWork.FOCUS, card().id());
    }

    @Test
    void whoComesBackFindsWhatWaitsAndNotWhatWasDecided() {
        model.approve().run();
        console.ui.until("it left the queue", () -> model.queue().size() == 3);

        model.watch(false);
        model.watch(true);

        assertEquals(SampleWork.FOCUS, card().id());
    }

    @Test
    void aDenialWantsAReason() {
        model.deny().run();
        assertTrue(card().denying().get());
        card().reason().text().set("   ");
        card().deny();

        assertTrue(card().reason().hasError());
        assertTrue(gateway.work().approval(SampleWork.TYPE).status().isWaiting(), "nothing was sent");

        card().reason().text().set("Wrong folder.");
        card().deny();

        assertEquals(
                ApprovalStatus.DENIED, gateway.work().approval(SampleWork.TYPE).status());
        assertEquals("Wrong folder.", card().standing().get().reason());
        assertFalse(card().denying().get());
    }

    @Test
    void aReasonHasAnEnd() {
        card().beginDenial();
        card().reason().text().set("x".repeat(2001));
        card().deny();

        assertTrue(card().reason().error().get().contains("2001"));
        assertTrue(gateway.work().approval(SampleWork.TYPE).status().isWaiting());
    }

    @Test
    void theCardSaysAtOnceThatSomebodyElseDecided() {
        card().beginDenial();
        gateway.work()
                .change(
                        SampleWork.TYPE,
                        approval -> WorkSamples.decided(approval, ApprovalStatus.DENIED, "Anna", "No."));

        console.ui.until("it is told", () -> !card().standing().get().open());

        assertTrue(card().standing().get().sentence().startsWith("Denied by Anna at "));
        assertFalse(card().denying().get(), "there is nothing to deny any more");
        assertFalse(model.approve().isEnabled());
        assertFalse(model.deny().isEnabled());
    }

    @Test
    void whoIsSecondIsToldWhoWasFirst() {
        // The event was lost on the way, so the card does not know.
        gateway.work()
                .quietly(
                        SampleWork.TYPE,
                        approval -> WorkSamples.decided(approval, ApprovalStatus.APPROVED, "Anna", null));

        model.approve().run();

        assertEquals(
                "Already approved by Anna at 10:15.", card().problem().get().why());
        assertFalse(card().standing().get().open());
        assertTrue(card().standing().get().sentence().startsWith("Approved by Anna"));
    }

    @Test
    void expiryIsToldWithoutTheGateway() {
        console.now().tick(Instant.now().plus(Duration.ofSeconds(49)));

        assertFalse(card().standing().get().open());
        assertTrue(card().standing().get().sentence().contains("nobody decided in time"));
        assertFalse(model.approve().isEnabled());
    }

    @Test
    void oneThatLeftWhileTheConnectionWasGoneIsAskedFor() {
        gateway.work()
                .quietly(
                        SampleWork.TYPE, approval -> WorkSamples.decided(approval, ApprovalStatus.EXPIRED, null, null));
        console.live().refresh();

        console.ui.until("it is known", () -> card().standing().get().word().equals("Expired"));
    }

    @Test
    void aWaitingCardShowsItsPictureAndTheGatewayRecordsIt() {
        console.ui.run();

        assertTrue(gateway.calls().contains("POST /artifacts/" + SampleWork.PICTURE + "/reveal"));
    }

    @Test
    void aDecidedCardShowsItsPictureOnlyWhenAsked() {
        model.shelf().set(ApprovalsViewModel.Shelf.HISTORY);
        model.history().begin();
        console.ui.until("it is loaded", () -> !model.history().shown().isEmpty());
        long before = reveals();

        model.open(model.history().shown().getFirst());

        assertEquals(before, reveals());
        assertTrue(card().picture().isPresent());
    }

    private long reveals() {
        return gateway.calls().stream().filter(call -> call.endsWith("/reveal")).count();
    }

    @Test
    void historyIsFilteredByOutcomeAndWords() {
        model.history().begin();
        console.ui.until("it is loaded", () -> model.history().shown().size() == 24);

        model.history().which().set(HistoryModel.Which.DENIED);
        assertTrue(model.history().shown().stream().allMatch(approval -> approval.status() == ApprovalStatus.DENIED));
        model.history().text().set("click at");
        assertTrue(model.history().shown().stream()
                .allMatch(approval -> Ask.of(approval).sentence().startsWith("Click at")));
        assertFalse(model.history().shown().isEmpty());
    }

    @Test
    void withoutTheGatewayNothingCanBeDecided() {
        gateway.goAway();

        console.ui.until("it is noticed", () -> !model.approve().isEnabled());
        assertFalse(model.deny().isEnabled());
    }

    @Test
    void leadsToTheRun() {
        model.openRun(card().ask());

        assertEquals(
                new Place.RunPage(SampleWork.WAITING_RUN),
                console.navigator().current().get());
    }

    @Test
    void theBadgeTellsHowSoon() {
        WaitingBadge badge = new WaitingBadge(console.live(), console.now());
        console.now().tick(Instant.now());

        assertEquals(4, badge.badge().get().count());
        assertEquals(Tone.DANGER, badge.badge().get().tone());

        gateway.work()
                .change(
                        SampleWork.TYPE,
                        approval -> WorkSamples.decided(approval, ApprovalStatus.DENIED, "Anna", "No."));
        console.ui.until("it left", () -> badge.badge().get().count() == 3);
        console.now().tick(Instant.now());
        assertEquals(Tone.ACCENT, badge.badge().get().tone());
    }

    @Test
    void aNewOneIsToldOnceAndWithoutWhatIsTyped() {
        console.notifications().toasts().stream().toList().forEach(console.notifications()::dismiss);
        gateway.work()
                .with(WorkSamples.approval(
                        "new",
                        "{'op': 'keyboard', 'action': 'type', 'text': 'hunter2 is my password'}",
                        null,
                        SampleWork.PICTURE,
                        Duration.ofMinutes(9),
                        null));
        console.ui.until("it is told", () -> !console.notifications().toasts().isEmpty());
        console.live().refresh();
        console.ui.run();

        assertEquals(1, console.notifications().toasts().size());
        var toast = console.notifications().toasts().getFirst();
        assertFalse(toast.toString().contains("hunter2"), toast.toString());
        assertEquals("An agent asks on checkout-agent", toast.title());
        toast.offer().run().run();
        assertEquals(new Place.Approvals("new"), console.navigator().current().get());
        assertTrue(console.notifications().toasts().isEmpty(), "the person is there");
    }
}
