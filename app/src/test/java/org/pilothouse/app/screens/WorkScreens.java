package org.pilothouse.app.screens;

import java.io.IOException;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.pilothouse.app.automation.UiDriver;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.fake.WorkSamples;
import org.pilothouse.app.navigation.Place;
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
        if (screens.wants("work-approval", suffix)) {
            takeApprovals(theme, size, suffix);
        }
        if (screens.wants("work-run", suffix)) {
            takeRuns(theme, size, suffix);
        }
    }

    private void takeRuns(String theme, int[] size, String suffix) throws IOException {
        try (FakeGateway gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()))) {
            Stage stage = screens.open(gateway, theme, size);
            driver.click("toast/dismiss");
            driver.click("rail/go/runs");
            driver.waitUntil("rows are there", () -> driver.text("runs").contains("An approval"));
            screens.take(stage, "work-runs" + suffix);
            driver.onFx(() -> {
                window().goTo(new Place.RunPage(SampleWork.WAITING_RUN));
                return true;
            });
            driver.waitFor("run/entry");
            screens.take(stage, "work-run-step" + suffix);
            select("accessibility tree");
            driver.waitFor("run/artifact/veil");
            screens.take(stage, "work-run-veil" + suffix);
            driver.click("run/artifact/reveal");
            driver.waitFor("run/artifact/view/image/picture");
            driver.type("run/artifact/view/elements/search", "role:terminal");
            driver.press(KeyCode.ENTER);
            screens.take(stage, "work-run-tree" + suffix);
            select("screenshot");
            driver.waitFor("run/artifact/view/picture");
            screens.take(stage, "work-run-picture" + suffix);
            select("Attempt 2");
            screens.take(stage, "work-run-attempt" + suffix);
            driver.onFx(() -> {
                window().goTo(new Place.RunPage(SampleWork.FAILED_RUN));
                return true;
            });
            driver.waitUntil("it is the failed one", () -> driver.text("run").contains("Denied by Anna"));
            screens.take(stage, "work-run-failed" + suffix);
        }
        try (FakeGateway gateway = SampleFleet.fill(new FakeGateway())) {
            gateway.withFeatures(org.pilothouse.protocol.Features.RUNS);
            Stage stage = screens.open(gateway, theme, size);
            driver.waitFor("rail/go/runs");
            driver.click("rail/go/runs");
            driver.waitFor("runs/empty/new");
            screens.take(stage, "work-runs-empty" + suffix);
        }
    }

    private org.pilothouse.app.ConsoleWindow window() {
        return screens.window();
    }

    /** The first row of the tree that says so. */
    private void select(String words) {
        javafx.scene.control.ListView<?> tree = (javafx.scene.control.ListView<?>) driver.waitFor("run/tree");
        driver.onFx(() -> {
            tree.lookupAll(".outline-cell").stream()
                    .filter(node -> node instanceof javafx.scene.control.ListCell<?> cell
                            && !cell.isEmpty()
                            && driver.words(cell).contains("| " + words))
                    .map(node -> ((javafx.scene.control.ListCell<?>) node).getIndex())
                    .min(Integer::compareTo)
                    .ifPresent(index -> tree.getSelectionModel().clearAndSelect(index));
            return true;
        });
        driver.settle();
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
