package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;

/** Start, stop and reset, and what is said when they do not work. */
class LifecycleUiTest extends ConsoleUiTest {
    private static final String RESET = "POST /desktop-environments/" + SampleFleet.RUNNING + "/reset";

    private long calls(String call) {
        return gateway.calls().stream().filter(call::equals).count();
    }

    @Test
    void aStoppedOneIsStartedByOneKey() {
        ui.type("fleet/filter", "nightly");
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.J);
        assertTrue(ui.text("fleet/table").contains("Stopped"));

        robot.push(KeyCode.S);
        ui.waitUntil("the row says so", () -> ui.text("fleet/table").contains("Starting"));
        assertEquals(1, calls("POST /desktop-environments/" + SampleFleet.STOPPED + "/start"));
    }

    @Test
    void aRunningOneIsStoppedAndThenOffersToStart() {
        open("checkout");
        assertFalse(ui.isVisible("environment/start"), "what makes no sense is not offered");
        ui.click("environment/stop");

        ui.waitUntil("the page says so", () -> ui.text("environment").contains("Stopped"));
        ui.waitFor("environment/start");
        assertFalse(ui.isEnabled("environment/take-over"));
    }

    @Test
    void resetNamesWhatIsLostAndWhatIsKept() {
        open("checkout");
        ui.click("environment/reset");
        String question = ui.text("confirm");
        assertTrue(question.contains("Reset “checkout-agent”?"), question);
        assertTrue(question.contains("All files of checkout-agent"), question);
        assertTrue(question.contains("checkout-agent is running now"), question);
        assertTrue(question.contains("Kept: label, image, size and limits."), question);

        robot.push(KeyCode.ENTER);
        ui.waitUntilGone("confirm");
        assertEquals(0, calls(RESET), "Enter is on the safe answer");

        ui.click("environment/reset");
        ui.click("confirm/ok");
        ui.waitUntil("the page says so", () -> ui.text("environment").contains("Starting"));
        assertEquals(1, calls(RESET));
    }

    @Test
    void aRefusalSaysWhatWhyAndWhatNextAndItsDetailsCanBeCopied() {
        gateway.refuse(
                "POST /desktop-environments/" + SampleFleet.STOPPED + "/start",
                503,
                "engine_unavailable",
                "The Docker engine of harbour-2 does not answer.",
                null);
        open("nightly");
        ui.click("environment/start");

        ui.waitUntil("it is said", () -> ui.text("toasts").contains("nightly-regression could not be started."));
        assertTrue(ui.text("toasts").contains("The Docker engine of harbour-2 does not answer."), ui.text("toasts"));
        assertTrue(ui.text("environment").contains("Stopped"), "nothing is claimed that is not so");
        ui.click("toast/copy");
        assertTrue(clipboard().contains("engine_unavailable"), clipboard());
    }

    @Test
    void oneThatIsDeletedElsewhereSaysSoAndLeadsBack() {
        open("checkout");
        gateway.remove(SampleFleet.RUNNING);

        ui.waitUntil("it is said", () -> ui.text("environment").contains("This environment is gone"));
        ui.click("environment/gone/back");
        ui.waitFor("fleet/table");
        assertFalse(ui.text("fleet").contains("checkout-agent"));
    }
}
