package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;

/** The fleet, used by keyboard as a person would. */
class FleetUiTest extends ConsoleUiTest {
    @Test
    void createdByKeyboardItsPageOpensAndTheRowAppears() {
        robot.push(KeyCode.N);
        ui.waitFor("create/label");
        robot.write("by-hand");
        robot.push(KeyCode.ENTER);

        ui.waitFor("environment/overview");
        assertTrue(ui.text("environment").contains("by-hand"));
        robot.push(KeyCode.ESCAPE);
        ui.waitUntil("the row is there", () -> ui.text("fleet").contains("by-hand"));
    }

    @Test
    void aRefusedFieldSaysSoAndTheFormStays() {
        gateway.refuse("POST /desktop-environments", 409, "conflict", "That label is taken.", "label");
        ui.click("fleet/create");
        ui.type("create/label", "checkout-agent");
        ui.click("create/ok");

        ui.waitUntil("it says so", () -> ui.text("create/label/note").contains("That label is taken."));
        assertTrue(ui.isVisible("create"));
        robot.push(KeyCode.ESCAPE);
        ui.waitUntilGone("create");
    }

    @Test
    void theFilterNarrowsDownAndItsLettersRunNothing() {
        robot.push(KeyCode.SLASH);
        ui.waitUntil("the field has the focus", () -> isFocused("fleet/filter"));
        robot.write("nx");
        assertFalse(ui.isVisible("create"), "n is a letter here, not a command");
        ui.waitUntil("nothing matches", () -> ui.text("fleet").contains("Nothing matches"));

        robot.push(KeyCode.ESCAPE);
        ui.type("fleet/filter", "status:stopped");
        ui.waitUntil("only the stopped are left", () -> !ui.text("fleet").contains("checkout-agent"));
        assertTrue(ui.text("fleet").contains("nightly-regression"));

        ui.type("fleet/filter", "colour:red");
        assertTrue(ui.text("fleet/filter/hint").contains("colour"));
        ui.click("fleet/clear-filter");
        assertTrue(ui.text("fleet").contains("checkout-agent"));
    }

    @Test
    void theCursorMovesByLettersAndEnterOpens() {
        robot.push(KeyCode.J);
        robot.push(KeyCode.J);
        robot.push(KeyCode.K);
        robot.push(KeyCode.ENTER);

        ui.waitFor("environment/overview");
        assertTrue(ui.text("environment").contains("accounting-eu"), ui.text("environment"));
    }

    @Test
    void deletingAsksFirstAndTheSafeAnswerIsTheEasyOne() {
        ui.type("fleet/filter", "checkout");
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.J);
        robot.push(KeyCode.DELETE);
        ui.waitFor("confirm");
        assertTrue(ui.text("confirm").contains("Delete “checkout-agent”?"));
        assertTrue(ui.text("confirm").contains("all files of checkout-agent"));
        assertTrue(isFocused("confirm/cancel"));

        robot.push(KeyCode.ESCAPE);
        ui.waitUntilGone("confirm");
        assertNotNull(gateway.environment(SampleFleet.RUNNING));

        robot.push(KeyCode.DELETE);
        ui.click("confirm/ok");
        ui.waitUntil("the row is gone", () -> ui.text("fleet").contains("Nothing matches"));
        assertNull(gateway.environment(SampleFleet.RUNNING));
    }

    @Test
    void deletingManyWantsTheNumber() {
        robot.push(KeyCode.J);
        robot.push(KeyCode.X);
        robot.push(KeyCode.J);
        robot.push(KeyCode.X);
        assertTrue(ui.text("fleet/bulk").contains("2 marked"));
        ui.click("fleet/bulk/environment/delete");
        assertFalse(ui.isEnabled("confirm/ok"));

        robot.write("2");
        ui.waitUntil("it can be confirmed", () -> ui.isEnabled("confirm/ok"));
        robot.push(KeyCode.ENTER);

        ui.waitUntil("both are gone", () -> gateway.environments().size() == 10);
        ui.waitUntilGone("fleet/bulk");
    }

    @Test
    void aRowKeepsTheCursorWhenRowsAboveItGo() {
        ui.type("fleet/filter", "");
        robot.push(KeyCode.ENTER);
        for (int i = 0; i < 4; i++) {
            robot.push(KeyCode.J);
        }
        // accounting-eu, browser-qa-1, browser-qa-2, checkout-agent
        gateway.remove("51e0c7a9-0d34-4b8f-9e12-7c6a5f40b805");
        ui.waitUntil("the row is gone", () -> !ui.text("fleet").contains("browser-qa-1"));

        robot.push(KeyCode.C);
        ui.settle();
        assertEquals(SampleFleet.RUNNING, clipboard());
    }
}
