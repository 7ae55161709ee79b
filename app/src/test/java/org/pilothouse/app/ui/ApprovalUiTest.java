package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.fake.WorkSamples;
import org.pilothouse.protocol.approval.ApprovalStatus;

class ApprovalUiTest extends ConsoleUiTest {
    @Override
    void arrange() {
        SampleWork.fill(SampleFleet.fill(gateway));
    }

    private ApprovalStatus status(String id) {
        return gateway.work().approval(id).status();
    }

    private void openApprovals() {
        ui.click("rail/go/approvals");
        ui.waitFor("approval/picture/view/picture");
    }

    @Test
    void oneIsApprovedByTheKeyA() {
        openApprovals();
        assertEquals("Type “ls -la ~/invoices” in “A11y Smoke”", ui.text("approval/sentence"));

        robot.type(KeyCode.A);

        ui.waitUntil("it is told", () -> ui.text("approval").contains("Approved by you"));
        assertEquals(ApprovalStatus.APPROVED, status(SampleWork.TYPE));
        robot.type(KeyCode.A);
        ui.settle();
        assertTrue(status(SampleWork.FOCUS).isWaiting(), "a second press touches nothing else");

        robot.type(KeyCode.J);
        ui.waitUntil("the next one is up", () -> ui.text("approval/sentence").startsWith("Focus the window"));
    }

    @Test
    void aDenialNeedsAReason() {
        openApprovals();

        robot.type(KeyCode.D);
        assertTrue(ui.onFx(() ->
                stage.getScene().getFocusOwner() == ui.find("approval/reason").orElseThrow()));
        robot.push(KeyCode.ENTER);

        ui.waitUntil("it says so", () -> ui.text("approval").contains("Say why"));
        assertTrue(status(SampleWork.TYPE).isWaiting());

        // Letters are text here, not decisions.
        robot.write("a bad idea");
        assertEquals(
                "a bad idea",
                ui.onFx(() -> ((TextField) ui.find("approval/reason").orElseThrow()).getText()));
        robot.push(KeyCode.ENTER);

        ui.waitUntil("it is told", () -> ui.text("approval").contains("Denied by you"));
        assertEquals(ApprovalStatus.DENIED, status(SampleWork.TYPE));
        assertTrue(ui.text("approval/verdict").contains("a bad idea"));
    }

    @Test
    void aDenialCanBeTakenBackAndTheKeysWorkAgain() {
        openApprovals();
        robot.type(KeyCode.D);
        robot.push(KeyCode.ESCAPE);
        ui.waitUntilGone("approval/reason");

        robot.type(KeyCode.J);

        ui.waitUntil("the next one is up", () -> ui.text("approval/sentence").startsWith("Focus the window"));
    }

    @Test
    void theCardSaysAtOnceThatSomebodyElseDecided() {
        openApprovals();
        robot.type(KeyCode.D);

        gateway.work()
                .change(
                        SampleWork.TYPE,
                        approval -> WorkSamples.decided(approval, ApprovalStatus.APPROVED, "Anna", null));

        ui.waitUntil("it is told", () -> ui.text("approval/verdict").contains("Approved by Anna"));
        assertFalse(ui.isVisible("approval/approve"));
        assertFalse(ui.isVisible("approval/reason"));
        robot.type(KeyCode.J);
        ui.waitUntil("the next one is up", () -> ui.text("approval/sentence").startsWith("Focus the window"));
    }

    @Test
    void theBadgeCountsAndTheMessageLeadsThere() {
        ui.waitUntil("it is told", () -> ui.text("toasts").contains("4 approvals wait for you"));
        assertEquals("4", ui.text("rail/go/approvals/badge"));

        ui.click("toast/look");

        ui.waitFor("approval/sentence");
        assertFalse(ui.text("toasts").contains("wait for you"));
    }

    @Test
    void whatWasDecidedShowsItsPictureOnlyAfterAReveal() {
        openApprovals();
        ui.click("approvals/history");
        ui.waitUntil("it is loaded", () -> ui.text("approvals/decided").contains("Denied"));
        robot.type(KeyCode.J);
        ui.waitFor("approval/picture/veil");
        assertFalse(gateway.calls().contains("GET /a/" + SampleWork.OLD_PICTURE));

        ui.click("approval/picture/reveal");

        ui.waitFor("approval/picture/view/picture");
        List<String> calls = gateway.calls();
        assertTrue(calls.indexOf("POST /artifacts/" + SampleWork.OLD_PICTURE + "/reveal")
                < calls.indexOf("GET /a/" + SampleWork.OLD_PICTURE));
    }

    @Test
    void aPictureThatIsNoneGetsASentence() {
        gateway.work()
                .with(WorkSamples.approval(
                        "broken",
                        "{'op': 'mouse', 'action': 'click', 'x': 1, 'y': 2}",
                        null,
                        SampleWork.NO_PICTURE,
                        java.time.Duration.ofSeconds(20),
                        null));
        ui.waitUntil("it is here", () -> ui.text("rail/go/approvals/badge").equals("5"));
        ui.click("rail/go/approvals");

        ui.waitUntil("it is told", () -> ui.text("approval").contains("This is no picture"));
        assertTrue(ui.isEnabled("approval/approve"), "it can be decided all the same");
    }
}
