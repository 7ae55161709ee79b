package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A gateway that does not want this console. */
class WrongTokenUiTest extends ConsoleUiTest {
    @Override
    String token() {
        return "yesterday's-token";
    }

    @Override
    void untilOpen() {
        ui.waitFor("banner");
    }

    @Test
    void itSaysSoAndWhereToPutItRightAndNeverTheTokenItself() {
        assertTrue(ui.text("banner").contains("refuses this console"), ui.text("banner"));
        assertTrue(ui.text("banner").contains("Settings"), ui.text("banner"));
        ui.waitUntil("it is no riddle below either", () -> ui.isVisible("fleet/problem"));
        assertFalse(ui.isEnabled("fleet/create"));
        assertFalse(ui.text("frame").contains("yesterday"), ui.text("frame"));
    }
}
