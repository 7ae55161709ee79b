package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A gateway that answers, but not with its environments. */
class BrokenFleetUiTest extends ConsoleUiTest {
    @Override
    void arrange() {
        super.arrange();
        gateway.refuse("GET /desktop-environments", 500, "store_unavailable", "The store is locked by a backup.", null);
    }

    @Override
    void untilOpen() {
        ui.waitFor("fleet/problem");
    }

    @Test
    void itSaysWhyThereIsNothingAndTriesAgain() {
        assertTrue(ui.text("fleet/problem").contains("The store is locked by a backup."), ui.text("fleet/problem"));
        ui.click("fleet/problem/copy");
        assertTrue(clipboard().contains("store_unavailable"), clipboard());

        ui.click("fleet/problem/retry");
        ui.waitUntil("rows are there", () -> ui.text("fleet").contains("checkout-agent"));
    }
}
