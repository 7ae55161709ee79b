package org.pilothouse.app.ui;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.navigation.Place;

/** What approvers and QA use can be used without a mouse and without seeing it. */
class WorkAccessibilityUiTest extends ConsoleUiTest {
    @Override
    void arrange() {
        SampleWork.fill(SampleFleet.fill(gateway));
    }

    @Test
    void approvalCard() {
        ui.click("rail/go/approvals");
        ui.waitFor("approval/picture/view/picture");
        checkAccessibility();
    }

    @Test
    void denial() {
        ui.click("rail/go/approvals");
        ui.waitFor("approval/picture/view/picture");
        robot.type(KeyCode.D);
        checkAccessibility();
    }

    @Test
    void history() {
        ui.click("rail/go/approvals");
        ui.click("approvals/history");
        ui.waitUntil("rows are there", () -> !ui.text("approvals/decided").isBlank());
        checkAccessibility();
    }

    @Test
    void runs() {
        ui.click("rail/go/runs");
        ui.waitUntil("rows are there", () -> ui.text("runs").contains("An approval"));
        checkAccessibility();
    }

    @Test
    void runWithItsFilmstrip() {
        goTo(new Place.RunPage(SampleWork.WAITING_RUN));
        ui.waitFor("run/filmstrip");
        ui.click("run/filmstrip/reveal");
        ui.waitFor("run/filmstrip/pictures");
        checkAccessibility();
    }

    @Test
    void newRunAsAForm() {
        goTo(new Place.NewRun());
        ui.waitFor("new-run/steps");
        checkAccessibility();
    }

    @Test
    void newRunAsJson() {
        goTo(new Place.NewRun());
        ui.click("new-run/json");
        ui.waitFor("new-run/text");
        checkAccessibility();
    }

    @Test
    void pairing() {
        ui.click("rail/go/nodes");
        ui.click("nodes/asking/look");
        ui.waitFor("pairing/7/approve");
        checkAccessibility();
    }
}
