package org.pilothouse.app.ui;

import org.junit.jupiter.api.Test;

/** What an operator uses can be used without a mouse and without seeing it. */
class AccessibilityUiTest extends ConsoleUiTest {
    @Test
    void fleetWithMarkedRows() {
        ui.key('j');
        ui.key('x');
        checkAccessibility();
    }

    @Test
    void hosts() {
        ui.click("rail/go/hosts");
        checkAccessibility();
    }

    @Test
    void settings() {
        ui.click("rail/go/settings");
        checkAccessibility();
    }

    @Test
    void gatewayEditor() {
        ui.click("rail/go/settings");
        ui.click("settings/gateway/add");
        checkAccessibility();
    }

    @Test
    void overview() {
        open("checkout");
        checkAccessibility();
    }

    @Test
    void logs() {
        open("checkout");
        ui.click("environment/tab/logs");
        checkAccessibility();
    }

    @Test
    void takeover() {
        open("checkout");
        ui.click("environment/tab/live");
        ui.waitFor("takeover");
        checkAccessibility();
    }

    @Test
    void createWithItsOwnSize() {
        ui.click("fleet/create");
        ui.click("create/size/custom");
        checkAccessibility();
    }

    @Test
    void confirmation() {
        ui.key('j');
        ui.key('x');
        ui.key('j');
        ui.key('x');
        ui.click("fleet/bulk/environment/delete");
        checkAccessibility();
    }

    @Test
    void palette() {
        ui.click("palette/open");
        checkAccessibility();
    }

    @Test
    void help() {
        ui.click("help/keys");
        checkAccessibility();
    }
}
