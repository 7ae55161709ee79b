package org.pilothouse.protocol;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals;
import org.pilothouse.protocol.approval.DesktopAsk;
import org.pilothouse.protocol.artifact.ArtifactKind;
import org.pilothouse.protocol.artifact.ArtifactMetadata;
import org.pilothouse.protocol.artifact.Sensitivity;
import org.pilothouse.protocol.desktop.ActResult;
import org.pilothouse.protocol.desktop.ElementTree;
import org.pilothouse.protocol.desktop.QueryResult;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.desktop.Selector;
import org.pilothouse.protocol.desktop.WaitForResult;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.WorkflowStart;

/** Runs, approvals, artifacts and desktop results, as a Tyrum gateway sent them and as ours does. */
class RunsContractTest {

    @Test
    void aToolApprovalTellsWhatItWantsDone() {
        Approval approval = Fixture.load("04-approvals-desktop-act-managed")
                .as(Approvals.Page.class)
                .approvals()
                .getFirst();
        DesktopAsk ask = DesktopAsk.from(approval).orElseThrow();
        assertAll(
                () -> assertEquals(ApprovalKind.WORKFLOW_STEP, approval.kind()),
                () -> assertTrue(approval.status().isWaiting()),
                () -> assertEquals("act", ask.op()),
                () -> assertEquals("click", ask.action()),
                () -> assertEquals(
                        new DesktopAsk.Target("a11y", null, "push button", "Applications", List.of(), null),
                        ask.target()),
                () -> assertEquals("9c8760ba-db31-4b6d-8519-cb262c66ad1c", ask.environmentId()),
                () -> assertTrue(ask.nodeId() != null && ask.nodeId().startsWith("dev_")),
                () -> assertFalse(ask.argsWithoutPlace().has("node_id")),
                () -> assertNull(ask.picture()));
    }

    @Test
    void aWorkflowApprovalOfTyrumTellsNothingOfTheDesktop() {
        Approval approval =
                Fixture.load("04-approval-get").as(Approvals.One.class).approval();
        assertTrue(DesktopAsk.from(approval).isEmpty());
        assertEquals(3, approval.reviews() == null ? 0 : approval.reviews().size());
    }

    @Test
    void ourApprovalHasPictureTargetAndRule() {
        DesktopAsk ask = DesktopAsk.from(approval("""
                {"source":"pilothouse-workflow","tool_id":"tool.desktop.act","workflow_run_id":"r1","step_index":2,
                 "environment_id":"e1","environment_label":"desk","node_id":"dev_a","motivation":"to type there",
                 "args":{"op":"act","target":{"kind":"a11y","name":"A11y Smoke"},"action":{"kind":"focus"}},
                 "policy":{"rule_id":"input","rule":"Input asks"},
                 "desktop":{"artifact_id":"a1","sha256":"00ff","width":1280,"height":800,
                  "captured_at":"2026-11-21T00:00:00.000Z",
                  "target":{"bounds":{"x":1,"y":2,"width":3,"height":4},"role":"frame","name":"A11y Smoke",
                            "element_ref":"atspi::1.4|/x","window":"w1"}}}""")).orElseThrow();
        assertAll(
                () -> assertEquals("focus", ask.action()),
                () -> assertEquals("r1", ask.workflowRunId()),
                () -> assertEquals(2, ask.stepIndex()),
                () -> assertEquals("Input asks", ask.rule()),
                () -> assertEquals(
                        1280, ask.picture() == null ? 0 : ask.picture().width()),
                () -> assertEquals(
                        new Rect(1, 2, 3, 4),
                        ask.found() == null ? null : ask.found().bounds()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"text\"",
                "{}",
                "{\"tool_id\":5}",
                "{\"tool_id\":\"tool.desktop.\"}",
                "{\"tool_id\":\"tool.desktop.act\"}",
                "{\"tool_id\":\"tool.desktop.act\",\"args\":[],\"policy\":7,\"desktop\":[{}]}",
                "{\"tool_id\":\"tool.desktop.act\",\"args\":{\"action\":[],\"target\":{\"kind\":{}}},\"step_index\":\"2\"}",
                "{\"tool_id\":\"tool.desktop.act\",\"desktop\":{\"artifact_id\":\"a\",\"width\":-1,\"height\":9}}",
                "{\"tool_id\":\"tool.desktop.act\",\"desktop\":{\"artifact_id\":\"a\",\"width\":1e99,\"height\":9,"
                        + "\"captured_at\":\"soon\",\"target\":{\"bounds\":{\"x\":1.5}}}}"
            })
    void aContextOfAnyShapeReads(String context) {
        DesktopAsk.from(approval(context)).ifPresent(ask -> {
            assertEquals("act", ask.op());
            assertNull(ask.target());
        });
    }

    @Test
    void anArtifactTellsItsSensitivityAndWhereItBelongs() {
        ArtifactMetadata metadata = Fixture.load("10-artifact-metadata-tree").as(ArtifactMetadata.class);
        assertEquals(ArtifactKind.DOM_SNAPSHOT, metadata.artifact().kind());
        assertTrue(metadata.artifact().holdsTree());
        assertEquals(Sensitivity.NORMAL, metadata.sensitivity());
        assertEquals("execution_run", metadata.links().getLast().parentKind());
        assertEquals(
                Sensitivity.UNKNOWN,
                Json.LENIENT
                        .readValue("{\"sensitivity\":\"secret\"}", ArtifactMetadata.class)
                        .sensitivity());
    }

    @Test
    void aRecordedTreeSurvivesTheRoundTrip() {
        String text = Fixture.text("10-artifact-a11y-tree.json");
        ElementTree tree = Json.LENIENT.readValue(text, ElementTree.class);
        assertEquals("desktop frame", tree.root().role());
        assertEquals(Json.LENIENT.readTree(text), Fixture.onTheWire(tree));
    }

    @Test
    void recordedResultsRead() {
        QueryResult query = Json.LENIENT.treeToValue(payload("08-dispatch-query"), QueryResult.class);
        assertEquals(4, query.matches().size());
        assertEquals(
                "atspi::1.4|/org/a11y/atspi/accessible/4",
                query.matches().getFirst().elementRef());
        WaitForResult wait = Json.LENIENT.treeToValue(payload("08-dispatch-wait-for"), WaitForResult.class);
        assertEquals("satisfied", wait.status());
        assertNotNull(wait.match());
        ActResult act = Json.LENIENT.treeToValue(payload("08-dispatch-act"), ActResult.class);
        assertEquals(new Selector.Ref("pixel:300,300"), act.target());
    }

    @Test
    void aRecordedStartReadsStrictly() {
        var request = Fixture.load("07-workflow-three-steps").request().path("body");
        WorkflowStart start = Json.STRICT.treeToValue(request, WorkflowStart.class);
        assertEquals(3, start.steps().size());
        assertEquals(request, Fixture.onTheWire(start));
    }

    @Test
    void aRunOfALaterGatewayReads() {
        Run run = Json.LENIENT.readValue("""
                {"workflow_run_id":"r","conversation_key":"k","status":"hibernating","created_at":"2026-11-21T00:00:00.000Z",
                 "steps_count":1,"steps_done":0,"mood":"fine","steps":[{"workflow_run_step_id":"s","step_index":0,
                 "status":"dreaming","action":{"type":"Desktop","args":{"op":"act"}},"timeout_ms":1,"max_attempts":1}]}""", Run.class);
        assertEquals(RunStatus.UNKNOWN, run.status());
        assertFalse(run.status().isFinal());
        assertEquals(
                List.of(), run.steps() == null ? null : run.steps().getFirst().attempts());
    }

    @Test
    void contextStaysOutOfLogLines() {
        assertFalse(approval("{\"resume_token\":\"s3cret\"}").toString().contains("s3cret"));
        assertEquals(ApprovalStatus.UNKNOWN, approval("{}").status());
    }

    private static tools.jackson.databind.JsonNode payload(String fixture) {
        return Fixture.load(fixture).body().path("payload");
    }

    private static Approval approval(String context) {
        return Json.LENIENT.readValue(
                "{\"approval_id\":\"a\",\"status\":\"pondering\",\"kind\":\"workflow_step\",\"prompt\":\"p\",\"context\":"
                        + context + "}",
                Approval.class);
    }
}
