package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.control.TextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.protocol.policy.PolicyRule;

/** The policy's rules are seen, tried, edited and revoked. */
class PolicyUiTest extends ConsoleUiTest {
    @Override
    void arrange() {
        SampleWork.fill(SampleFleet.fill(gateway));
    }

    @BeforeEach
    void goThere() {
        ui.click("rail/go/settings");
        ui.waitFor("policy/rule/reading");
    }

    private void edit(String rules) {
        TextArea text = (TextArea) ui.waitFor("policy/text");
        ui.onFx(() -> {
            text.setText(rules);
            return true;
        });
        ui.click("policy/save");
    }

    @Test
    void theRulesAreThereInTheirOrderAndInWords() {
        assertTrue(ui.text("policy/rule/reading").contains("1. Allow"));
        assertTrue(ui.text("policy/rule/reading").contains("screenshot, snapshot, query, wait_for"));
        assertTrue(ui.text("policy/rule/ask-for-input").contains("2. Ask"));
        assertTrue(ui.text("policy/rule/ask-for-input").contains("What gives input to a desktop is asked for."));
    }

    @Test
    void oneIsRevokedAfterAQuestion() {
        ui.click("policy/revoke/reading");
        assertTrue(ui.text("confirm").contains("Revoke the rule “reading”?"));
        ui.click("confirm/ok");
        ui.waitUntilGone("policy/rule/reading");
        assertEquals(1, gateway.work().policy().rules().size());
    }

    @Test
    void rulesAreEditedAndWhatIsWrongIsSaid() {
        ui.click("policy/edit");
        edit("[{");
        ui.waitUntil("it is no JSON", () -> ui.text("policy/text/note").contains("These are no rules"));
        edit("[{\"rule_id\": \"a\", \"decision\": \"deny\", \"colour\": \"red\"}]");
        ui.waitUntil("no such member", () -> ui.text("policy/text/note").contains("colour"));
        edit("[{\"rule_id\": \"a\", \"decision\": \"deny\", \"text\": \"(\"}]");
        ui.waitUntil("the gateway refuses", () -> ui.text("policy/text/note").contains("rules[0].text is no pattern"));
        edit(
                "[{\"rule_id\": \"no-root\", \"decision\": \"deny\", \"operations\": [\"keyboard\"], \"text\": \"sudo\"}]");
        ui.waitFor("policy/rule/no-root");
        assertFalse(ui.isVisible("policy/text"));
        PolicyRule rule = gateway.work().policy().rules().getFirst();
        assertEquals("sudo", rule.text());
        assertTrue(ui.text("policy/rule/no-root").contains("typing something like /sudo/"));
    }

    @Test
    void aStepIsTried() {
        ui.click("policy/try");
        ui.waitUntil("it is told", () -> ui.text("policy/verdict")
                .startsWith("Ask: rule 'ask-for-input' is the first that is about this step."));
        assertTrue(ui.text("policy/verdict").contains("ask-for-input: yes, all that the rule names fits"));
        ui.type("policy/try/step", "{");
        ui.click("policy/try");
        ui.waitUntil("it is refused", () -> ui.text("policy/try/step/note").contains("This is no JSON"));
    }
}
