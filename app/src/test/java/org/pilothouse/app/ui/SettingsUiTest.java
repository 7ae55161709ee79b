package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.FakeGateway;

/** Gateways are added, tried out, used and removed. */
class SettingsUiTest extends ConsoleUiTest {
    @BeforeEach
    void goThere() {
        ui.click("rail/go/settings");
    }

    private void fill(String name, String url, String token) {
        ui.type("gateway-editor/name", name);
        ui.type("gateway-editor/url", url);
        ui.type("gateway-editor/token", token);
    }

    private void addTeam() {
        ui.click("settings/gateway/add");
        fill("Team", gateway.uri().toString(), FakeGateway.TOKEN);
        ui.click("gateway-editor/ok");
        ui.waitUntilGone("gateway-editor");
    }

    /** The id that the gateway named Team was given. */
    private String teamId() {
        String prefix = "settings/gateway/edit/";
        return ui.outline().stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length(), line.indexOf(':')))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsMissingIsSaidAtItsField() {
        ui.click("settings/gateway/add");
        assertTrue(isFocused("gateway-editor/name"));
        ui.type("gateway-editor/url", "gateway.example:8788");
        ui.click("gateway-editor/ok");

        assertTrue(ui.text("gateway-editor/name/note").contains("Give it a name"));
        assertTrue(ui.text("gateway-editor/url/note").contains("https://"));
        assertTrue(ui.text("gateway-editor/token/note").contains("Enter the token"));
        assertTrue(ui.isVisible("gateway-editor"), "what was typed is not lost");
    }

    @Test
    void anAddressIsTriedOutBeforeItIsSaved() {
        ui.click("settings/gateway/add");
        fill("Team", gateway.uri().toString(), "wrong");
        ui.click("gateway-editor/test");
        ui.waitUntil(
                "the token is refused", () -> ui.text("gateway-editor/outcome").contains("Check the token."));

        ui.type("gateway-editor/token", FakeGateway.TOKEN);
        assertFalse(ui.isVisible("gateway-editor/outcome"), "an old outcome says nothing about the new token");
        ui.click("gateway-editor/test");
        ui.waitUntil("it answers", () -> ui.text("gateway-editor/outcome").contains("12 environments"));
        assertTrue(ui.text("gateway-editor/outcome").contains("Pilothouse gateway 0.1.0"));
    }

    @Test
    void aSavedOneIsUsedAndCannotBeRemovedMeanwhile() {
        addTeam();
        String id = teamId();
        ui.click("gateway/choose/" + id);
        ui.waitUntil("it is in use", () -> ui.text("gateway/switcher").contains("Team"));
        ui.waitUntil("it answers", () -> ui.text("gateway/switcher").contains("Connected"));

        ui.click("rail/go/settings");
        assertFalse(ui.isEnabled("settings/gateway/remove/" + id));
    }

    @Test
    void removingOneAsksAndSaysWhatStays() {
        addTeam();
        String id = teamId();
        ui.click("settings/gateway/remove/" + id);
        assertTrue(ui.text("confirm").contains("Remove the gateway “Team”?"));
        assertTrue(ui.text("confirm").contains("its token on this machine"));
        ui.click("confirm/ok");

        ui.waitUntilGone("settings/gateway/" + id);
        ui.waitUntil("it is said", () -> ui.text("toasts").contains("Removed Team"));
    }

    @Test
    void theTokenIsNeverShown() {
        addTeam();
        ui.click("settings/gateway/edit/" + teamId());
        Node token = ui.waitFor("gateway-editor/token");

        assertEquals("", ui.text("gateway-editor/token"));
        assertEquals("unchanged", ui.onFx(() -> ((javafx.scene.control.TextInputControl) token).getPromptText()));
        robot.push(KeyCode.ESCAPE);
        ui.waitUntilGone("gateway-editor");
    }
}
