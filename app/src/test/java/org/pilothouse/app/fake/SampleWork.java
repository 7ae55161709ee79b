package org.pilothouse.app.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pilothouse.app.artifact.Fixtures;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.StepStatus;

/** What agents are at on that busy morning. */
public final class SampleWork {
    public static final String FOCUS = "a0000001-0000-4000-8000-000000000001";
    public static final String TYPE = "a0000002-0000-4000-8000-000000000002";
    public static final String CLICK = "a0000003-0000-4000-8000-000000000003";
    public static final String BLIND = "a0000004-0000-4000-8000-000000000004";
    public static final String WAITING_RUN = "c0000001-3d7e-4c10-9a41-0b6d2f8e7c01";
    public static final String FAILED_RUN = "c0000002-3d7e-4c10-9a41-0b6d2f8e7c02";
    public static final String DONE_RUN = "c0000003-3d7e-4c10-9a41-0b6d2f8e7c03";
    public static final String PICTURE = "f0000001-0000-4000-8000-000000000001";
    public static final String TREE = "f0000002-0000-4000-8000-000000000002";
    public static final String LOG = "f0000003-0000-4000-8000-000000000003";
    public static final String NO_PICTURE = "f0000004-0000-4000-8000-000000000004";
    public static final String OLD_PICTURE = "f0000005-0000-4000-8000-000000000005";
    public static final long ASKING_NODE = 7;

    static final String SNAPSHOT = "{'op': 'snapshot', 'include_tree': true, 'max_nodes': 512, 'max_text_chars': 8192}";
    static final String QUERY = "{'op': 'query', 'selector': {'kind': 'a11y', 'name': 'A11y Smoke'}, 'limit': 1}";
    static final String ACT =
            "{'op': 'act', 'target': {'kind': 'a11y', 'name': 'A11y Smoke'}, 'action': {'kind': 'focus'}}";
    private static final String WINDOW = "{'bounds': {'x': 0, 'y': 27, 'width': 827, 'height': 517},"
            + " 'role': 'frame', 'name': 'A11y Smoke', 'element_ref': 'atspi::1.9|/1'}";

    private SampleWork() {}

    public static FakeGateway fill(FakeGateway gateway) {
        gateway.withFeatures(
                Features.RUNS,
                Features.APPROVALS,
                Features.ARTIFACTS,
                Features.POLICY,
                Features.DECISIONS,
                Features.ACTIVITY);
        FakeWork work = gateway.work();
        work.artifact(PICTURE, Fixtures.picture(), "image/png");
        work.artifact(OLD_PICTURE, Fixtures.picture(), "image/png");
        work.artifact(TREE, Fixtures.treeJson(), "application/json");
        work.artifact(NO_PICTURE, "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8), "image/png");
        work.artifact(
                LOG,
                "{\"op\": \"query\", \"matches\": [{\"kind\": \"a11y\", \"element_ref\": \"atspi::1.9|/1\"}]}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "application/json");
        runs(work);
        approvals(work);
        decided(work);
        pairings(work);
        work.with(new Policy(
                3,
                List.of(
                        new PolicyRule(
                                "reading",
                                List.of("screenshot", "snapshot", "query", "wait_for"),
                                PolicyDecision.ALLOW,
                                "Looking changes nothing."),
                        new PolicyRule(
                                "ask-for-input",
                                List.of("act", "mouse", "keyboard", "clipboard_write"),
                                PolicyDecision.ASK,
                                "What gives input to a desktop is asked for."))));
        return gateway;
    }

    private static void approvals(FakeWork work) {
        work.with(WorkSamples.approval(
                FOCUS,
                ACT,
                WINDOW,
                PICTURE,
                Duration.ofSeconds(204),
                "I need the terminal in front before I type the deployment command."));
        work.with(WorkSamples.approval(
                TYPE,
                "{'op': 'keyboard', 'action': 'type', 'text': 'ls -la ~/invoices'}",
                "{'bounds': {'x': 5, 'y': 81, 'width': 802, 'height': 458}, 'role': 'terminal', 'name': 'Terminal',"
                        + " 'window': 'A11y Smoke'}",
                PICTURE,
                Duration.ofSeconds(48),
                "List the invoices that came in over night."));
        work.with(WorkSamples.approval(
                CLICK,
                "{'op': 'mouse', 'action': 'click', 'x': 811, 'y': 42}",
                null,
                PICTURE,
                Duration.ofSeconds(530),
                null));
        work.with(WorkSamples.approval(
                BLIND,
                "{'op': 'act', 'target': {'kind': 'a11y', 'role': 'push button', 'name': 'Delete account'},"
                        + " 'action': {'kind': 'click'}}",
                null,
                null,
                Duration.ofSeconds(412),
                "The customer asked to be forgotten (ticket 4711)."));
    }

    private static void decided(FakeWork work) {
        Instant now = Instant.now();
        for (int i = 0; i < 24; i++) {
            boolean denied = i % 5 == 1;
            boolean expired = i % 7 == 3;
            work.with(WorkSamples.decided(
                    WorkSamples.approval(
                            "d%07d-0000-4000-8000-000000000000".formatted(i),
                            i % 2 == 0
                                    ? ACT
                                    : "{'op': 'mouse', 'action': 'click', 'x': " + (200 + 20 * i) + ", 'y': 300}",
                            i % 2 == 0 ? WINDOW : null,
                            OLD_PICTURE,
                            Duration.ofMinutes(-3 * i - 1),
                            null),
                    expired ? ApprovalStatus.EXPIRED : denied ? ApprovalStatus.DENIED : ApprovalStatus.APPROVED,
                    expired ? null : i % 3 == 0 ? "Anna" : "Tom",
                    denied ? "That is the wrong window." : null,
                    now.minus(Duration.ofMinutes(2 + 7L * i))));
        }
    }

    private static void runs(FakeWork work) {
        Instant now = Instant.now();
        Instant at = now.minusSeconds(403);
        work.with(waiting(at));
        Instant before = now.minusSeconds(1900);
        work.with(WorkSamples.run(
                FAILED_RUN,
                RunStatus.FAILED,
                before,
                List.of(
                        WorkSamples.step(
                                0,
                                StepStatus.SUCCEEDED,
                                SNAPSHOT,
                                null,
                                WorkSamples.attempt(
                                        1,
                                        AttemptStatus.SUCCEEDED,
                                        before,
                                        84,
                                        "{'op': 'snapshot', 'backend': {'mode': 'a11y'}}",
                                        WorkSamples.picture(PICTURE, before),
                                        WorkSamples.tree(TREE, before))),
                        WorkSamples.step(
                                1,
                                StepStatus.FAILED,
                                ACT,
                                new RunError(RunError.APPROVAL_DENIED, "Denied by Anna: wrong window.")),
                        WorkSamples.step(2, StepStatus.SKIPPED, QUERY, null))));
        work.with(WorkSamples.run(DONE_RUN, RunStatus.SUCCEEDED, now.minusSeconds(4000), List.of()));
        RunStatus[] statuses = {RunStatus.SUCCEEDED, RunStatus.SUCCEEDED, RunStatus.RUNNING, RunStatus.CANCELLED};
        for (int i = 0; i < 40; i++) {
            work.with(WorkSamples.run(
                    "c1%06d-3d7e-4c10-9a41-0b6d2f8e7c00".formatted(i),
                    i < 2 ? statuses[2] : statuses[i % 2 == 0 ? 0 : i % 7 == 0 ? 3 : 1],
                    now.minusSeconds(600 + 731L * i),
                    List.of()));
        }
    }

    /** A run whose last step waits for {@link #FOCUS}. */
    public static Run waiting(Instant at) {
        return WorkSamples.run(
                WAITING_RUN,
                RunStatus.PAUSED,
                at,
                List.of(
                        WorkSamples.step(
                                0,
                                StepStatus.SUCCEEDED,
                                SNAPSHOT,
                                null,
                                WorkSamples.attempt(
                                        1,
                                        AttemptStatus.SUCCEEDED,
                                        at.plusMillis(60),
                                        91,
                                        "{'op': 'snapshot', 'backend': {'mode': 'a11y', 'permissions': {'accessibility':"
                                                + " true, 'screen_capture': true, 'input_control': true}}, 'windows':"
                                                + " [{'ref': 'w1', 'title': 'A11y Smoke', 'bounds': {'x': 0, 'y': 27,"
                                                + " 'width': 827, 'height': 517}, 'focused': false}]}",
                                        WorkSamples.picture(PICTURE, at.plusMillis(120)),
                                        WorkSamples.tree(TREE, at.plusMillis(140)))),
                        WorkSamples.step(
                                1,
                                StepStatus.SUCCEEDED,
                                QUERY,
                                null,
                                WorkSamples.attempt(1, AttemptStatus.INTERRUPTED, at.plusMillis(200), 30, null),
                                WorkSamples.attempt(
                                        2,
                                        AttemptStatus.SUCCEEDED,
                                        at.plusMillis(1800),
                                        12,
                                        "{'op': 'query', 'matches': [{'kind': 'a11y', 'element_ref': 'atspi::1.9|/1'}]}",
                                        WorkSamples.picture(PICTURE, at.plusMillis(1810)))),
                        WorkSamples.step(2, StepStatus.PAUSED, ACT, null)));
    }

    private static void pairings(FakeWork work) {
        Instant now = Instant.now();
        List<Capability> all = java.util.Arrays.stream(DesktopCapability.values())
                .map(DesktopCapability::capability)
                .toList();
        work.with(new Pairing(
                ASKING_NODE,
                Pairing.Status.AWAITING_HUMAN,
                "Node requested pairing; evaluate trust level and allowed capabilities before enabling node actions.",
                Pairing.TrustLevel.REMOTE,
                now.minusSeconds(95),
                new Pairing.PairedNode(
                        "dev_pc5epuwqikykhbuoromspit5tc52cq36wymlz26sgn2vomijdnfq",
                        "build-lab-3",
                        all,
                        now.minusSeconds(4),
                        Map.of("ip", "10.4.0.17", "platform", "linux", "version", "0.1.0", "mode", "desktop-sandbox"),
                        null),
                List.of(),
                null,
                null));
        work.with(new Pairing(
                6,
                Pairing.Status.APPROVED,
                null,
                Pairing.TrustLevel.LOCAL,
                now.minusSeconds(2820),
                new Pairing.PairedNode(
                        "dev_3f9c1a2b5d7e4c109a410b6d2f8e7c01",
                        "checkout-agent",
                        all,
                        now.minusSeconds(2),
                        Map.of("platform", "linux", "version", "0.1.0"),
                        new Pairing.ManagedDesktop(SampleFleet.RUNNING)),
                all,
                null,
                null));
        work.with(new Pairing(
                4,
                Pairing.Status.DENIED,
                null,
                null,
                now.minusSeconds(86_000),
                new Pairing.PairedNode(
                        "dev_zz5epuwqikykhbuoromspit5tc52cq36wymlz26sgn2vomijdnfq",
                        "unknown laptop",
                        all.subList(0, 3),
                        now.minusSeconds(86_000),
                        Map.of("platform", "macos"),
                        null),
                List.of(),
                null,
                null));
    }
}
