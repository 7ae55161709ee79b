package org.pilothouse.app.screens;

import java.io.IOException;
import java.util.List;
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
    /** Names of its pictures begin with one of these. */
    static final List<String> GROUPS = List.of("approval", "run", "pairing", "new-run", "policy");

    private final Screens screens;
    private final UiDriver driver;

    WorkScreens(Screens screens, UiDriver driver) {
        this.screens = screens;
        this.driver = driver;
    }

    void take(String theme, int[] size, String suffix) throws IOException {
        if (screens.wants("approval", suffix)) {
            takeApprovals(theme, size, suffix);
        }
        if (screens.wants("policy", suffix)) {
            takePolicy(theme, size, suffix);
        }
        if (screens.wants("run", suffix)) {
            takeRuns(theme, size, suffix);
        }
        if (screens.wants("pairing", suffix) || screens.wants("new-run", suffix)) {
            takeOthers(theme, size, suffix);
        }
    }

    private void takePolicy(String theme, int[] size, String suffix) throws IOException {
        try (FakeGateway gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()))) {
            Stage stage = screens.open(gateway, theme, size);
            driver.waitUntil("rows are there", () -> driver.text("fleet").contains("checkout-agent"));
            driver.click("toast/dismiss");
            driver.click("rail/go/settings");
            driver.waitFor("policy/rule/reading");
            driver.click("policy/try");
            driver.waitUntil("it is told", () -> driver.text("policy/verdict").contains("Ask"));
            screens.take(stage, "policy" + suffix);
        }
    }

    private void takeOthers(String theme, int[] size, String suffix) throws IOException {
        try (FakeGateway gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()))) {
            Stage stage = screens.open(gateway, theme, size);
            driver.waitUntil("rows are there", () -> driver.text("fleet").contains("checkout-agent"));
            driver.click("toast/dismiss");
            driver.click("rail/go/nodes");
            driver.waitFor("nodes/asking");
            screens.take(stage, "pairing-asking" + suffix);
            driver.click("nodes/asking/look");
            driver.waitFor("pairing/" + SampleWork.ASKING_NODE);
            screens.take(stage, "pairing" + suffix);
            driver.click("pairing/6/revoke");
            screens.take(stage, "pairing-revoke" + suffix);
            driver.click("confirm/cancel");
            driver.click("rail/go/runs");
            driver.click("run/new");
            driver.waitFor("new-run/steps");
            driver.type("new-run/args/max_nodes", "9999");
            driver.click("new-run/start");
            screens.take(stage, "new-run" + suffix);
            driver.type("new-run/args/max_nodes", "512");
            driver.click("new-run/json");
            driver.type(
                    "new-run/text",
                    "{\n  \"conversation_key\": \"agent:default:main\",\n  \"steps\": [\n"
                            + "    {\"type\": \"Desktop\", \"args\": {\"op\": \"query\", \"selector\": {\"kind\": \"a11y\","
                            + " \"name\": \"A11y Smoke\"}, \"limit\": 99}}\n  ]\n}");
            screens.take(stage, "new-run-json" + suffix);
        }
    }

    private void takeRuns(String theme, int[] size, String suffix) throws IOException {
        try (FakeGateway gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()))) {
            Stage stage = screens.open(gateway, theme, size);
            driver.click("toast/dismiss");
            driver.click("rail/go/runs");
            driver.waitUntil("rows are there", () -> driver.text("runs").contains("An approval"));
            screens.take(stage, "runs" + suffix);
            driver.onFx(() -> {
                window().goTo(new Place.RunPage(SampleWork.WAITING_RUN));
                return true;
            });
            driver.waitFor("run/entry");
            screens.take(stage, "run-step" + suffix);
            select("accessibility tree");
            driver.waitFor("run/artifact/veil");
            screens.take(stage, "run-veil" + suffix);
            driver.click("run/artifact/reveal");
            driver.waitFor("run/artifact/view/image/picture");
            driver.type("run/artifact/view/elements/search", "role:terminal");
            driver.press(KeyCode.ENTER);
            screens.take(stage, "run-tree" + suffix);
            select("screenshot");
            driver.waitFor("run/artifact/view/picture");
            screens.take(stage, "run-picture" + suffix);
            select("Attempt 2");
            screens.take(stage, "run-attempt" + suffix);
            driver.onFx(() -> {
                window().goTo(new Place.RunPage(SampleWork.FAILED_RUN));
                return true;
            });
            driver.waitUntil("it is the failed one", () -> driver.text("run").contains("Denied by Anna"));
            screens.take(stage, "run-failed" + suffix);
        }
        try (FakeGateway gateway = SampleFleet.fill(new FakeGateway())) {
            gateway.withFeatures(org.pilothouse.protocol.Features.RUNS);
            Stage stage = screens.open(gateway, theme, size);
            driver.waitFor("rail/go/runs");
            driver.click("rail/go/runs");
            driver.waitFor("runs/empty/new");
            screens.take(stage, "runs-empty" + suffix);
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
            screens.take(stage, "approval-toast" + suffix);
            driver.click("rail/go/approvals");
            driver.waitFor("approval/picture/view/picture");
            screens.take(stage, "approval-type" + suffix);
            driver.click("approval/change");
            driver.waitFor("approval/change/text");
            screens.take(stage, "approval-change" + suffix);
            driver.click("approval/change/cancel");
            driver.key('j');
            driver.waitUntil(
                    "the next card is up", () -> driver.text("approval").contains("Focus"));
            driver.waitFor("approval/picture/view/picture");
            screens.take(stage, "approval" + suffix);
            driver.key('d');
            driver.click("approval/deny/ok");
            screens.take(stage, "approval-deny" + suffix);
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
            screens.take(stage, "approval-already" + suffix);
            driver.key('j');
            driver.waitUntil(
                    "the next card is up", () -> driver.text("approval").contains("Delete account"));
            screens.take(stage, "approval-blind" + suffix);
            driver.key('j');
            driver.waitUntil(
                    "the next card is up", () -> driver.text("approval").contains("Click at 811"));
            driver.waitFor("approval/picture/view/picture");
            screens.take(stage, "approval-mouse" + suffix);
            driver.click("approvals/history");
            driver.waitUntil(
                    "it is loaded", () -> driver.text("approvals/decided").contains("Denied"));
            driver.press(KeyCode.DOWN);
            driver.key('j');
            driver.waitUntil("a veil is there", () -> driver.isVisible("approval/picture/veil"));
            screens.take(stage, "approval-history" + suffix);
        }
        try (FakeGateway gateway = SampleFleet.fill(new FakeGateway())) {
            Stage stage = screens.open(gateway, theme, size);
            driver.click("rail/go/approvals");
            screens.take(stage, "approval-empty" + suffix);
        }
    }
}
