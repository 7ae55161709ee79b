package org.pilothouse.app.smoke;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.DesktopAsk;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.Sensitivity;
import org.pilothouse.protocol.desktop.ElementNode;
import org.pilothouse.protocol.desktop.ElementTree;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.WorkflowStart;
import tools.jackson.databind.JsonNode;

/** An agent's runs on a desktop: one is held, looked at and approved, the next is denied, and what they left is read. */
final class RunSmoke {
    private static final String CONVERSATION = "agent:default:manual:default:channel:desktop-sandbox";
    private static final String TITLE = "A11y Smoke";
    private static final int BACKGROUND = 0x2A4B6C;
    private static final int OTHER_WINDOW_X = 300;
    private static final int OTHER_WINDOW_Y = 300;
    private static final String REASON = "Not this window.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String SNAPSHOT =
            "{\"op\":\"snapshot\",\"include_tree\":true,\"max_nodes\":512,\"max_text_chars\":8192}";
    private static final String QUERY =
            "{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"" + TITLE + "\"},\"limit\":1}";
    private static final String QUERY_ACTIVE = "{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"" + TITLE
            + "\",\"role\":\"frame\",\"states\":[\"active\"]}}";
    private static final String FOCUS = "{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"" + TITLE
            + "\"},\"action\":{\"kind\":\"focus\"}}";

    private final GatewayClient client;
    private final Steps steps;
    private final Path logs;
    private final String environmentId;

    RunSmoke(GatewayClient client, Steps steps, Path logs, String environmentId) {
        this.client = client;
        this.steps = steps;
        this.logs = logs;
        this.environmentId = environmentId;
    }

    void run(ConsoleOnScreen console) throws Exception {
        steps.check("a terminal titled " + TITLE, this::openTitledTerminal);
        String first = steps.take("a run reads the desktop and asks before it acts", () -> {
            expect(!isActive(), "another window is active before");
            String id = start(SNAPSHOT, QUERY, FOCUS);
            awaitStatus(id, RunStatus.PAUSED);
            return id;
        });
        Approval asked = steps.take("the card holds op, action, target and picture", () -> card(first));
        steps.check(
                "the console shows the card",
                () -> console.pictureOfApproval(TITLE, BACKGROUND, logs.resolve("approval.png")));
        // logs.resolve("approval.png")));
        steps.check("approved: the run succeeds", () -> {
            client.approvals().approve(asked.approvalId(), null);
            awaitStatus(first, RunStatus.SUCCEEDED);
        });
        steps.check("the window has the focus", () -> expect(isActive(), "the window is active"));
        steps.check("the tree has the window with its bounds, the screenshot shows it", () -> expectArtifacts(first));
        steps.check("a denied act leaves a run that says so", this::deniedRun);
        steps.check(
                "the console shows the tree on the picture",
                () -> console.pictureOfTree(first, TITLE, logs.resolve("tree.png")));
        // logs.resolve("tree.png")));
    }

    private void openTitledTerminal() throws Exception {
        try (RemoteHands hands = new RemoteHands(client, environmentId, TakeoverMode.CONTROL)) {
            hands.type("xfce4-terminal -T '%s' --dynamic-title-mode=none --geometry=34x10-20-60 --color-bg='#%06X' &\n"
                    .formatted(TITLE, BACKGROUND));
            hands.awaitColour(BACKGROUND, 20_000);
            hands.awaitStill(Duration.ofMillis(300));
            int[] before = hands.picture().pixels().clone();
            hands.click(OTHER_WINDOW_X, OTHER_WINDOW_Y);
            hands.awaitChange(before, 1000);
        }
    }

    private String start(String... args) throws Exception {
        List<WorkflowStart.Step> wanted = java.util.Arrays.stream(args)
                .map(json -> WorkflowStart.Step.desktop(Json.LENIENT.readTree(json), null))
                .toList();
        return client.runs()
                .start(WorkflowStart.of(CONVERSATION, environmentId, wanted))
                .workflowRunId();
    }

    /** Asks by a run, as reading needs no approval. */
    private boolean isActive() throws Exception {
        Run run = awaitStatus(start(QUERY_ACTIVE), RunStatus.SUCCEEDED);
        JsonNode result = run.steps().getFirst().attempts().getLast().result();
        expect(result != null && result.path("matches").isArray(), "a list of matches: " + result);
        return !result.path("matches").isEmpty();
    }

    private Run awaitStatus(String runId, RunStatus wanted) throws Exception {
        Steps.await("run that is " + wanted, PATIENCE, () -> {
            Run now = client.runs().get(runId);
            if (now.status().isFinal() && now.status() != wanted) {
                throw new AssertionError("the run is " + now.status() + ": " + now.error());
            }
            return now.status() == wanted;
        });
        return client.runs().get(runId);
    }

    private Approval card(String runId) throws Exception {
        Approval asked = waitingFor(runId);
        DesktopAsk ask = DesktopAsk.from(asked).orElseThrow(() -> new AssertionError("no ask in " + asked));
        expect(ask.op().equals("act") && "focus".equals(ask.action()), "the op and action: " + ask);
        expect(ask.target() != null && TITLE.equals(ask.target().name()), "the target: " + ask);
        expect(ask.picture() != null && ask.found() != null, "a picture and the element found: " + ask);
        Rect bounds = ask.found().bounds();
        expect(bounds != null && bounds.width() > 100 && bounds.height() > 100, "the target's bounds: " + bounds);
        byte[] png = client.artifacts().bytes(ask.picture().artifactId(), 32 << 20);
        Files.write(logs.resolve("approval-desktop.png"), png);
        expect(sha256(png).equals(ask.picture().sha256()), "the picture that the record names by its hash");
        expect(shows(Pictures.decode(png), bounds), "the window's colour within its bounds " + bounds);
        return asked;
    }

    private Approval waitingFor(String runId) throws Exception {
        return client.approvals().waiting().stream()
                .filter(a -> DesktopAsk.from(a)
                        .map(ask -> runId.equals(ask.workflowRunId()))
                        .orElse(false))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no approval waits for the run"));
    }

    private void expectArtifacts(String runId) throws Exception {
        List<ArtifactRef> artifacts = client.runs().artifacts(runId);
        expect(
                artifacts.stream().allMatch(a -> a.sensitivity() == Sensitivity.SENSITIVE),
                "everything is sensitive: " + artifacts);
        ArtifactRef tree = artifacts.stream()
                .filter(ArtifactRef::holdsTree)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tree among " + artifacts));
        byte[] json = client.artifacts().bytes(tree.artifactId(), 32 << 20);
        Files.write(logs.resolve("tree.json"), json);
        ElementNode window = named(
                        Json.LENIENT.readValue(json, ElementTree.class).root())
                .orElseThrow(() -> new AssertionError("no window of that name in the tree"));
        ArtifactRef picture = artifacts.stream()
                .filter(ArtifactRef::holdsPicture)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no screenshot among " + artifacts));
        byte[] png = client.artifacts().bytes(picture.artifactId(), 32 << 20);
        expect(
                window.bounds() != null && shows(Pictures.decode(png), window.bounds()),
                "the window on the screenshot at " + window.bounds());
    }

    private void deniedRun() throws Exception {
        String id = start(FOCUS);
        awaitStatus(id, RunStatus.PAUSED);
        client.approvals().deny(waitingFor(id).approvalId(), REASON);
        Run run = awaitStatus(id, RunStatus.FAILED);
        RunStep step = run.steps().getFirst();
        expect(
                step.error() != null
                        && step.error().code().equals(RunError.APPROVAL_DENIED)
                        && step.error().message().contains(REASON),
                "the denial and its reason: " + step.error());
        expect(step.attempts().isEmpty(), "nothing was tried: " + step.attempts());
    }

    private static Optional<ElementNode> named(ElementNode node) {
        if (node.name().equals(TITLE) && node.role().equals("frame")) {
            return Optional.of(node);
        }
        return node.children().stream()
                .map(RunSmoke::named)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean shows(BufferedImage picture, Rect bounds) {
        int found = 0;
        int right = Math.min(picture.getWidth(), bounds.x() + bounds.width());
        int bottom = Math.min(picture.getHeight(), bounds.y() + bounds.height());
        for (int y = Math.max(0, bounds.y()); y < bottom; y++) {
            for (int x = Math.max(0, bounds.x()); x < right; x++) {
                found += (picture.getRGB(x, y) & 0xffffff) == BACKGROUND ? 1 : 0;
            }
        }
        return found * 2 > bounds.width() * bounds.height();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void expect(boolean met, String what) {
        if (!met) {
            throw new AssertionError("expected " + what);
        }
    }
}
