package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.Samples;

/** The first minute: a gateway without a single environment. */
class EmptyFleetUiTest extends ConsoleUiTest {
    @Override
    void arrange() {
        gateway.with(Samples.host("host-a", "this machine", true, null));
    }

    @Override
    void untilOpen() {
        ui.waitFor("fleet/empty/create");
    }

    @Test
    void itSaysWhatThisPlaceIsForAndItsFirstStepWorks() {
        assertTrue(ui.text("fleet").contains("No environments yet"), ui.text("fleet"));
        assertTrue(ui.text("fleet").contains("disposable Linux desktop"), ui.text("fleet"));

        ui.click("fleet/empty/create");
        robot.write("the-first");
        robot.push(KeyCode.ENTER);

        ui.waitFor("environment/overview");
        assertTrue(ui.text("environment").contains("the-first"));
    }
}
