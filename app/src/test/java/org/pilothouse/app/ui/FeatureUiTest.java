package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A gateway without runs. */
class FeatureUiTest extends ConsoleUiTest {
    @Test
    void whatTheGatewayLacksIsNotShown() {
        ui.waitFor("rail/go/fleet");
        ui.settle();

        assertTrue(ui.isVisible("rail/go/approvals"));
        assertFalse(ui.isVisible("rail/go/runs"));
    }
}
