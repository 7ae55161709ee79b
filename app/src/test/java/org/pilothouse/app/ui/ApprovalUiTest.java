package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.fake.WorkSamples;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals.Respond;

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

    @Test
    void alwaysIsSaidInWordsAndTold() {
        openApprovals();
        MenuButton always = (MenuButton) ui.waitFor("approval/always");
        assertEquals(
                List.of("every keyboard in “A11y Smoke” on checkout-agent", "every keyboard on checkout-agent"),
                ui.onFx(() -> always.getItems().stream().map(MenuItem::getText).toList()));

        ui.onFx(() -> {
            always.getItems().getFirst().fire();
            return true;
        });

        ui.waitUntil("it is told", () -> ui.text("approval").contains("Approved by you"));
        Respond answer = gateway.work().answers().getLast();
        assertEquals("always", answer.mode());
        assertEquals("window", answer.overrides().get(0).path("pattern").asString());
        assertFalse(ui.isVisible("approval/always"));
    }

    @Test
    void somethingElseCanBeApproved() {
        openApprovals();
        ui.click("approval/change");
        TextArea text = (TextArea) ui.waitFor("approval/change/text");
        assertTrue(ui.onFx(text::getText).contains("ls -la ~/invoices"));
        for (String bad : List.of("{", "{}")) {
            ui.onFx(() -> {
                text.setText(bad);
                return true;
            });
            ui.click("approval/change/ok");
            ui.waitUntil("it is refused at its field", () -> ui.text("approval/change/text/note")
                    .contains(bad.equals("{") ? "no JSON" : "must stay"));
        }
        ui.onFx(() -> {
            text.setText("{\"op\": \"keyboard\", \"action\": \"type\", \"text\": \"ls\"}");
            return true;
        });
        ui.click("approval/change/ok");
        ui.waitUntil("it is told", () -> ui.text("approval").contains("Approved by you"));
        assertEquals(
                "ls", gateway.work().answers().getLast().args().path("text").asString());
    }

    @Test
    void severalOfOneKindAreDecidedTogether() {
        for (String id : List.of("alike-1", "alike-2")) {
            gateway.work()
                    .with(WorkSamples.approval(
                            id,
                            "{'op': 'keyboard', 'action': 'type', 'text': 'pwd'}",
                            null,
                            null,
                            java.time.Duration.ofSeconds(300),
                            null));
        }
        openApprovals();
        ui.waitUntil("they are counted", () -> ui.text("approval/together").contains("and the 2 others like it"));
        ui.click("approval/together");
        robot.type(KeyCode.A);

        ui.waitUntil("it is told", () -> ui.text("approval").contains("2 others decided with it"));
        for (String id : List.of(SampleWork.TYPE, "alike-1", "alike-2")) {
            assertEquals(ApprovalStatus.APPROVED, status(id));
        }
        assertTrue(status(SampleWork.FOCUS).isWaiting());
    }
}
