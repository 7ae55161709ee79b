package org.pilothouse.app.screens;

import java.io.IOException;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.pilothouse.app.automation.UiDriver;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.fake.WorkSamples;
import org.pilothouse.protocol.approval.ApprovalStatus;

/** Pictures of approvals, runs and what belongs to them. */
final class WorkScreens {
    private final Screens screens;
    private final UiDriver driver;

    WorkScreens(Screens screens, UiDriver driver) {
        this.screens = screens;
        this.driver = driver;
    }

    void take(String theme, int[] size, String suffix) throws IOException {
        takeApprovals(theme, size, suffix);
    }

    private void takeApprovals(String theme, int[] size, String suffix) throws IOException {
        try (FakeGateway gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()))) {
            Stage stage = screens.open(gateway, theme, size);
            driver.waitUntil("rows are there", () -> driver.text("fleet").contains("checkout-agent"));
            driver.waitUntil("the toast is there", () -> driver.text("toasts").contains("wait for you"));
            screens.take(stage, "work-approval-toast" + suffix);
            driver.click("rail/go/approvals");
            driver.waitFor("approval/picture/view/picture");
            screens.take(stage, "work-approval-type" + suffix);
            driver.key('j');
            driver.waitUntil(
                    "the next card is up", () -> driver.text("approval").contains("Focus"));
            driver.waitFor("approval/picture/view/picture");
            screens.take(stage, "work-approval" + suffix);
            driver.key('d');
            driver.click("approval/deny/ok");
            screens.take(stage, "work-approval-deny" + suffix);
            driver.click("approval/deny/cancel");
            gateway.work()
                    .change(
                            SampleWork.FOCUS,
                            approval -> WorkSamples.decided(
                                    approval,
                                    ApprovalStatus.DENIED,
                                    "Anna",
                                    "Wrong window, the agent is on the old tab."));
            driver.waitUntil("it is told", () -> driver.text("approval").contains("Denied by Anna"));
            screens.take(stage, "work-approval-already" + suffix);
            driver.key('j');
            driver.waitUntil(
                    "the next card is up", () -> driver.text("approval").contains("Delete account"));
            screens.take(stage, "work-approval-blind" + suffix);
            driver.key('j');
            driver.waitUntil(
                    "the next card is up", () -> driver.text("approval").contains("Click at 811"));
            driver.waitFor("approval/picture/view/picture");
            screens.take(stage, "work-approval-mouse" + suffix);
            driver.click("approvals/history");
            driver.waitUntil(
                    "it is loaded", () -> driver.text("approvals/decided").contains("Denied"));
            driver.press(KeyCode.DOWN);
            driver.key('j');
            driver.waitUntil("a veil is there", () -> driver.isVisible("approval/picture/veil"));
            screens.take(stage, "work-approval-history" + suffix);
        }
        try (FakeGateway gateway = SampleFleet.fill(new FakeGateway())) {
            Stage stage = screens.open(gateway, theme, size);
            driver.click("rail/go/approvals");
            screens.take(stage, "work-approval-empty" + suffix);
        }
    }
}
