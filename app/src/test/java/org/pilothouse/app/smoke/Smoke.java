package org.pilothouse.app.smoke;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.desktop.Evidence;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRequests;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.node.Dispatch;
import tools.jackson.databind.node.JsonNodeFactory;

/** The main job from create to delete, as an operator does it, through a gateway's client and the viewer's engine alone. */
final class Smoke {
    private static final String LABEL = "smoke";
    private static final Duration START = Duration.ofSeconds(40);
    private static final EnvironmentRuntime.Display DISPLAY = new EnvironmentRuntime.Display(1280, 800);

    /** Where the panel of our image has the terminal. */
    private static final int TERMINAL_X = 120;

    /** Colours that no theme and no wallpaper has. */
    private static final int TYPED = 0x12AB34;

    private static final int KEPT = 0x1133CD;
    private static final int GONE = 0xCD3311;

    private final GatewayClient client;
    private final Steps steps;
    private final Path logs;
    private String environmentId = "";

    Smoke(GatewayClient client, Steps steps, Path logs) {
        this.client = client;
        this.steps = steps;
        this.logs = logs;
    }

    /** @param keep leaves the environment running after the picture */
    void run(boolean keep, ConsoleOnScreen console) throws Exception {
        Environment created = steps.take("create an environment", this::create);
        environmentId = created.environmentId();
        steps.check("running: desktop painted, node paired", () -> awaitStatus(EnvironmentStatus.RUNNING));
        tellStages();
        byte[] before = steps.take("a screenshot through the node is a PNG of the desktop's size", this::screenshot);
        steps.check("the viewer opens a terminal, types a line, and sees it", this::typeALine);
        steps.check("the next screenshot shows the line", () -> {
            byte[] after = screenshot();
            if (java.util.Arrays.equals(before, after) || Pictures.count(Pictures.decode(after), TYPED) < 1000) {
                throw new AssertionError("the screenshot does not show what was typed");
            }
        });
        steps.check("a view-only takeover sees but cannot type", this::viewOnlyCannotType);
        steps.check(
                "the console shows the desktop live; picture saved",
                () -> console.pictureOfLiveView(LABEL, TYPED, logs.resolve("console.png")));
        new RunSmoke(client, steps, logs, environmentId).run(console);
        if (keep) {
            return;
        }
        steps.check("stop", () -> stop());
        steps.check("start again", () -> start());
        steps.check("stop kept the file", () -> expectFile(KEPT));
        steps.check("reset", this::reset);
        steps.check("reset threw the file away", () -> expectFile(GONE));
        steps.check("delete leaves nothing behind", this::delete);
    }

    private Environment create() throws Exception {
        List<EnvironmentHost> hosts = client.environments().hosts();
        EnvironmentHost host = hosts.stream()
                .filter(EnvironmentHost::available)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no host is available: " + hosts));
        return client.environments()
                .create(new EnvironmentRequests.Create(host.hostId(), LABEL, null, true, DISPLAY, null));
    }

    private void awaitStatus(EnvironmentStatus wanted) throws Exception {
        Steps.await(wanted.name().toLowerCase(java.util.Locale.ROOT), START, () -> {
            Environment now = client.environments().get(environmentId);
            if (now.status() == EnvironmentStatus.ERROR) {
                throw new AssertionError("the environment failed: " + now.lastError());
            }
            return now.status() == wanted;
        });
    }

    private void tellStages() throws GatewayException {
        EnvironmentRuntime runtime = client.environments().get(environmentId).runtime();
        Map<String, Long> stages = runtime == null ? null : runtime.stagesMs();
        if (stages != null) {
            stages.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(stage -> steps.say(
                            "             %s after %.2f s".formatted(stage.getKey(), stage.getValue() / 1000.0)));
        }
    }

    private byte[] screenshot() throws Exception {
        Steps.await(
                "desktop given back",
                START,
                () -> client.environments().get(environmentId).runtime().lease() == null);
        String nodeId = client.environments().get(environmentId).nodeId();
        Dispatch.Outcome outcome = client.nodes()
                .dispatch(
                        nodeId,
                        new DesktopOp.Screenshot(JsonNodeFactory.instance.stringNode("primary"), null, null),
                        Duration.ofSeconds(15));
        if (!outcome.ok()) {
            throw new AssertionError("the node refused: " + outcome.error());
        }
        Evidence evidence = Json.LENIENT.treeToValue(outcome.payload(), Evidence.class);
        byte[] png = Base64.getDecoder().decode(evidence.bytesBase64());
        BufferedImage picture = Pictures.decode(png);
        if (!"image/png".equals(evidence.mime())
                || picture.getWidth() != DISPLAY.width()
                || picture.getHeight() != DISPLAY.height()) {
            throw new AssertionError("not a PNG of the desktop's size: " + evidence);
        }
        Files.write(logs.resolve("screenshot.png"), png);
        return png;
    }

    private void typeALine() throws Exception {
        try (RemoteHands hands = new RemoteHands(client, environmentId, TakeoverMode.CONTROL)) {
            openTerminal(hands);
            int[] empty = hands.picture().pixels().clone();
            hands.type("echo kept > ~/kept; " + printColour(TYPED));
            hands.awaitChange(empty, 300);
            hands.type("\n");
            hands.awaitColour(TYPED, 1000);
        }
    }

    private void viewOnlyCannotType() throws Exception {
        try (RemoteHands control = new RemoteHands(client, environmentId, TakeoverMode.CONTROL);
                RemoteHands viewer = new RemoteHands(client, environmentId, TakeoverMode.VIEW)) {
            viewer.awaitColour(TYPED, 1000);
            viewer.type("exit\n");
            // What the other hand types afterwards arrives, in a terminal that is still there.
            control.type("clear\n");
            viewer.awaitWithout(TYPED, 0);
            control.type(printColour(TYPED) + "\n");
            viewer.awaitColour(TYPED, 1000);
        }
    }

    private void stop() throws Exception {
        client.environments().stop(environmentId);
        awaitStatus(EnvironmentStatus.STOPPED);
    }

    private void start() throws Exception {
        client.environments().start(environmentId);
        awaitStatus(EnvironmentStatus.RUNNING);
    }

    private void reset() throws Exception {
        String before = client.environments().get(environmentId).nodeId();
        client.environments().reset(environmentId);
        Steps.await("new node", START, () -> {
            Environment now = client.environments().get(environmentId);
            return now.status() == EnvironmentStatus.RUNNING
                    && now.nodeId() != null
                    && !now.nodeId().equals(before);
        });
    }

    /** Has the desktop itself say whether the file is there, in one of two colours. */
    private void expectFile(int colour) throws Exception {
        try (RemoteHands hands = new RemoteHands(client, environmentId, TakeoverMode.CONTROL)) {
            openTerminal(hands);
            hands.type("if [ -s ~/kept ]; then " + printColour(KEPT) + "; else " + printColour(GONE) + "; fi\n");
            hands.awaitColour(colour, 1000);
        }
    }

    private void delete() throws Exception {
        String nodeId = client.environments().get(environmentId).nodeId();
        if (!client.environments().delete(environmentId)) {
            throw new AssertionError("the gateway knew of nothing to delete");
        }
        Steps.await("deleted record", START, () -> client.environments().list().stream()
                .noneMatch(e -> e.environmentId().equals(environmentId)));
        List<String> traces = EngineTraces.of(environmentId);
        if (!traces.isEmpty()) {
            throw new AssertionError("left behind: " + traces);
        }
        boolean known = client.nodes().list().stream().anyMatch(n -> n.nodeId().equals(nodeId))
                || client.pairings().list(null).stream()
                        .anyMatch(p -> p.node().nodeId().equals(nodeId));
        if (known) {
            throw new AssertionError("the node or its pairing is still known");
        }
    }

    private static void openTerminal(RemoteHands hands) throws Exception {
        int[] before = hands.picture().pixels().clone();
        hands.click(TERMINAL_X, DISPLAY.height() - 17);
        hands.awaitChange(before, 50_000);
        // The window gets the focus and its prompt a moment after it appears.
        hands.awaitStill(Duration.ofMillis(300));
    }

    /** A shell command that prints a bar of that colour. */
    private static String printColour(int rgb) {
        return "printf '\\e[48;2;%d;%d;%dm%%30s\\e[0m\\n' ''".formatted(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff);
    }
}
