package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** A gateway that goes away and comes back. */
class ConnectionUiTest extends ConsoleUiTest {
    private static final Pattern COUNTDOWN = Pattern.compile("Trying again in \\d+ s\\.");

    @Test
    void aLostGatewayLeavesEverythingReadableAndDisablesOnlyWhatNeedsIt() {
        gateway.goAway();

        ui.waitUntil("the banner is there", () -> ui.text("banner").contains("does not answer"));
        ui.waitUntil("the age is told", () -> ui.text("banner").contains("What you see is from"));
        assertTrue(ui.text("fleet").contains("checkout-agent"));
        assertFalse(ui.isEnabled("fleet/create"));
        open("checkout");
        assertTrue(ui.text("environment").contains("harbour-1"));
        assertFalse(ui.isEnabled("environment/delete"));
        assertTrue(ui.text("gateway/switcher").contains("Disconnected"));
    }

    @Test
    void itCountsDownAndComesBackByItselfWithWhatHappenedMeanwhile() {
        gateway.goAway();
        ui.waitUntil(
                "the countdown is there",
                () -> COUNTDOWN.matcher(ui.text("banner")).find());
        gateway.change(SampleFleet.RUNNING, e -> Samples.of(e)
                .label("renamed-meanwhile")
                .status(EnvironmentStatus.STOPPED)
                .build());

        gateway.comeUp();
        ui.waitUntilGone("banner");
        ui.waitUntil("what changed is there", () -> ui.text("fleet").contains("renamed-meanwhile"));
        assertTrue(ui.isEnabled("fleet/create"));
        assertTrue(ui.text("gateway/switcher").contains("Connected"));
    }

    @Test
    void whoDoesNotWantToWaitTriesAtOnce() {
        gateway.goAway();
        ui.waitUntil("the banner is there", () -> ui.text("banner").contains("does not answer"));

        gateway.comeUp();
        ui.waitUntil("the gateway is back", () -> {
            if (ui.isVisible("gateway/retry") && ui.isEnabled("gateway/retry")) {
                ui.click("gateway/retry");
            }
            return !ui.isVisible("banner");
        });
    }
}
