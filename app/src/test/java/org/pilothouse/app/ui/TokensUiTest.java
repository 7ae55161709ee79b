package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.FakeTokens;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.identity.Identity.Kind;
import org.pilothouse.protocol.identity.Role;

/** Who may use the gateway is seen, added and taken away in the settings. */
class TokensUiTest extends ConsoleUiTest {
    @Override
    void arrange() {
        super.arrange();
        gateway.withFeatures(Features.IDENTITIES);
        gateway.tokens().with("t1", "Anna", Kind.USER, Role.APPROVER).with("t2", "nightly", Kind.AGENT, Role.OPERATOR);
    }

    private void goThere() {
        ui.click("rail/go/settings");
    }

    @Test
    void whoHasATokenIsListed() {
        goThere();
        ui.waitFor("settings/token/t1");
        assertTrue(ui.text("settings/token/t1").contains("Anna"));
        assertTrue(ui.text("settings/token/t1").contains("approver"));
        assertTrue(ui.text("settings/token/t2").contains("agent"));
        assertFalse(ui.isVisible("settings/token/revoke/root"), "the gateway's first one stays");
    }

    @Test
    void aNewTokenIsShownOnce() {
        goThere();
        ui.waitFor("settings/token/t1");
        ui.click("settings/token/new");
        ui.click("issue-token/ok");
        assertTrue(ui.text("issue-token/name/note").contains("whose"));
        ui.type("issue-token/name", "Ben");
        ui.click("issue-token/for/Viewer");
        assertTrue(ui.text("issue-token/hint").contains("watches"));
        ui.click("issue-token/ok");
        ui.waitFor("issue-token/token");
        assertEquals(FakeTokens.FRESH, ui.text("issue-token/token"));
        ui.click("issue-token/done");
        ui.waitUntilGone("issue-token");
        ui.waitUntil("it is listed", () -> ui.text("settings").contains("Ben"));
        assertFalse(ui.text("settings").contains(FakeTokens.FRESH));
    }

    @Test
    void revokingAsksAndSaysWhatHappens() {
        goThere();
        ui.waitFor("settings/token/t1");
        ui.click("settings/token/revoke/t1");
        assertTrue(ui.text("confirm").contains("disconnected at once"));
        ui.click("confirm/ok");
        ui.waitUntilGone("settings/token/t1");
    }

    @Test
    void whoMayNotSeeToThemSeesNothingOfThem() {
        gateway.tokens().mine(Role.OPERATOR);
        ui.click("rail/go/settings");
        ui.waitUntil("it asked", () -> gateway.calls().contains("GET /auth/me"));
        assertFalse(ui.isVisible("settings/token/new"));
    }
}
