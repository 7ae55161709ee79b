package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.FakeLog;
import org.pilothouse.app.fake.SampleFleet;

/** The log of a sandbox while it is written. */
class LogsUiTest extends ConsoleUiTest {
    private static final int LINES = 200;

    private FakeLog log() {
        return gateway.log(SampleFleet.RUNNING);
    }

    @Override
    void arrange() {
        super.arrange();
        for (int i = 1; i <= LINES; i++) {
            log().add("stdout", "worker: step %03d done".formatted(i));
        }
    }

    @BeforeEach
    void lookAtIt() {
        open("checkout");
        ui.click("environment/tab/logs");
        untilShown("step 200 done");
    }

    private void untilShown(String line) {
        ui.waitUntil("“" + line + "” is in view", () -> ui.text("logs").contains(line));
    }

    @Test
    void theEndStaysInViewUntilSomebodyReadsUpwards() {
        log().add("stderr", "worker: out of disk");
        untilShown("worker: out of disk");

        robot.push(KeyCode.PAGE_UP);
        robot.push(KeyCode.PAGE_UP);
        robot.push(KeyCode.PAGE_UP);
        ui.waitUntil("older lines are in view", () -> !ui.text("logs").contains("out of disk"));
        int before = LINES + 1;
        log().add("stdout", "worker: late line");
        ui.waitUntil("it is counted", () -> !ui.text("logs").contains(before + " lines"));
        assertFalse(ui.text("logs").contains("late line"), "what is being read does not run away");

        robot.push(KeyCode.F);
        untilShown("worker: late line");
    }

    @Test
    void wordsAreFoundAndCounted() {
        robot.push(KeyCode.SLASH);
        ui.waitUntil("the field has the focus", () -> isFocused("logs/search"));
        robot.write("step 05");
        ui.waitUntil("they are counted", () -> ui.text("logs").contains("10 of "));
        robot.push(KeyCode.ENTER);
        untilShown("step 050 done");
    }

    @Test
    void aLogThatDoesNotComeInSaysSoAndGoesOn() {
        gateway.goAway();
        ui.waitUntil("it is said", () -> ui.isVisible("logs/interrupted"));
        assertTrue(ui.text("logs/interrupted").contains("goes on by itself"));
        untilShown("step 200 done");

        log().add("stdout", "worker: after the storm");
        gateway.comeUp();
        untilShown("worker: after the storm");
        ui.waitUntilGone("logs/interrupted");
    }
}
