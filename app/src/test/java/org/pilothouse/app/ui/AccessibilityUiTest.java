package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every control can be reached by keys, shows that it has the focus, and has a name for screen readers. */
class AccessibilityUiTest extends ConsoleUiTest {
    private void check() {
        assertEquals(List.of(), new FocusWalk(stage, ui, robot).problems());
    }

    @Test
    void fleetWithMarkedRows() {
        ui.key('j');
        ui.key('x');
        check();
    }

    @Test
    void hosts() {
        ui.click("rail/go/hosts");
        check();
    }

    @Test
    void settings() {
        ui.click("rail/go/settings");
        check();
    }

    @Test
    void gatewayEditor() {
        ui.click("rail/go/settings");
        ui.click("settings/gateway/add");
        check();
    }

    @Test
    void overview() {
        open("checkout");
        check();
    }

    @Test
    void logs() {
        open("checkout");
        ui.click("environment/tab/logs");
        check();
    }

    @Test
    void takeover() {
        open("checkout");
        ui.click("environment/tab/live");
        ui.waitFor("takeover");
        check();
    }

    @Test
    void createWithItsOwnSize() {
        ui.click("fleet/create");
        ui.click("create/size/custom");
        check();
    }

    @Test
    void confirmation() {
        ui.key('j');
        ui.key('x');
        ui.key('j');
        ui.key('x');
        ui.click("fleet/bulk/environment/delete");
        check();
    }

    @Test
    void palette() {
        ui.click("palette/open");
        check();
    }

    @Test
    void help() {
        ui.click("help/keys");
        check();
    }
}
