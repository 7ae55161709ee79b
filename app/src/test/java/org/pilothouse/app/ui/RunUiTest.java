package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.control.CheckBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.protocol.Features;

class RunUiTest extends ConsoleUiTest {
    @Override
    void arrange() {
        SampleWork.fill(SampleFleet.fill(gateway));
        gateway.withFeatures(Features.RUN_EXPORT);
    }

    @Test
    void aRunIsTakenAwayWithoutWhatIsSensitiveUnlessAskedFor() {
        goTo(new Place.RunPage(SampleWork.WAITING_RUN));
        ui.click("run/export");
        ui.waitFor("export-run");
        assertTrue(ui.text("export-run").contains("opens offline"));
        assertFalse(((CheckBox) ui.waitFor("export-run/sensitive")).isSelected());
        ui.click("export-run/cancel");
        ui.waitUntilGone("export-run");
    }

    @Test
    void leadsFromTheListToTheStepThatWaitsAndOnToItsApproval() {
        ui.click("rail/go/runs");
        ui.waitUntil("rows are there", () -> ui.text("runs").contains("An approval"));
        robot.type(KeyCode.J);
        robot.push(KeyCode.ENTER);

        ui.waitUntil("the step is there", () -> ui.text("run/entry").contains("Focus “A11y Smoke”"));
        assertTrue(ui.text("run/tree").contains("accessibility tree"));

        ui.click("run/approval");
        ui.waitUntil("the card is up", () -> ui.text("approval/sentence").startsWith("Focus the window"));
    }

    @Test
    void theFilmstripIsVeiledAndWalksByKeys() {
        goTo(new Place.RunPage(SampleWork.WAITING_RUN));
        ui.waitFor("run/filmstrip");
        assertTrue(ui.text("run/filmstrip").contains("Sensitive"));
        assertFalse(gateway.calls().stream().anyMatch(call -> call.startsWith("GET /a/")));

        ui.click("run/filmstrip/reveal");
        ui.onFx(() -> {
            ui.find("run/filmstrip/pictures").orElseThrow().requestFocus();
            return true;
        });
        robot.push(KeyCode.RIGHT);
        ui.waitFor("run/artifact/view/picture");
        assertTrue(ui.text("run/entry").contains("screenshot"));
    }

    @Test
    void aRunIsPutTogetherAndStarted() {
        goTo(new Place.NewRun());
        ui.waitFor("new-run/steps");
        ui.type("new-run/args/max_nodes", "9999");
        ui.click("new-run/start");
        assertTrue(ui.text("new-run").contains("It is a whole number from 1 to 2048, not 9999."));

        ui.type("new-run/args/max_nodes", "512");
        ui.click("new-run/start");

        ui.waitFor("run/tree");
        assertEquals(1, gateway.work().started().size());
    }

    @Test
    void aSlipInTheJsonIsNamedByItsPath() {
        goTo(new Place.NewRun());
        ui.click("new-run/json");
        ui.type(
                "new-run/text",
                "{\"conversation_key\": \"agent:default:main\", \"steps\": [{\"type\": \"Desktop\", \"args\": {\"op\": \"fly\"}}]}");

        assertTrue(ui.text("new-run/findings").contains("steps[0].args.op"));
    }

    @Test
    void aNodeIsPairedWithWhatIsTicked() {
        ui.click("rail/go/nodes");
        ui.click("nodes/asking/look");
        ui.click("pairing/7/grant/keyboard");
        ui.click("pairing/7/approve");

        ui.waitUntil("it is decided", () -> ui.text("pairing/7").contains("Paired"));
        var pairing = gateway.work().pairing(SampleWork.ASKING_NODE);
        assertEquals(7, pairing.capabilityAllowlist().size());
        assertTrue(pairing.capabilityAllowlist().stream()
                .noneMatch(each -> each.id().endsWith("keyboard")));

        ui.click("pairing/7/revoke");
        ui.click("confirm/ok");
        ui.waitUntil("it is revoked", () -> ui.text("pairing/7").contains("Revoked"));
    }
}
