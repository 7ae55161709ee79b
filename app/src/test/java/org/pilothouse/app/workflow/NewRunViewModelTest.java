package org.pilothouse.app.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.SampleWork;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.workflow.NewRunViewModel.Face;
import org.pilothouse.protocol.Json;

class NewRunViewModelTest {
    @TempDir
    Path folder;

    private final List<String> started = new ArrayList<>();
    private FakeGateway gateway;
    private TestConsole console;
    private NewRunViewModel model;

    @BeforeEach
    void open() {
        gateway = SampleWork.fill(SampleFleet.fill(new FakeGateway()));
        console = TestConsole.connected(folder, gateway);
        model = new NewRunViewModel(console.connections(), console.live(), console.background(), started::add);
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    private FormField field(String path) {
        return model.selected().get().fields().entrySet().stream()
                .filter(each -> each.getKey().path().equals(path))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFormBecomesARun() {
        model.environment().set("checkout-agent");
        model.add("act");
        field("target.name").text().set("A11y Smoke");
        field("action.kind").text().set("focus");
        model.selected().get().motivation().text().set("Bring it to the front.");

        model.start();

        assertEquals(1, started.size());
        var sent = gateway.work().started().getFirst();
        assertEquals("checkout-agent", sent.environment());
        assertEquals(2, sent.steps().size());
        assertEquals(
                "{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"},\"action\":{\"kind\":\"focus\"}}",
                sent.steps().get(1).args().toString());
        assertEquals("Bring it to the front.", sent.steps().get(1).motivation());
    }

    @Test
    void whatIsOutOfRangeIsToldAtItsFieldAndNotSent() {
        field("max_nodes").text().set("99999");

        model.start();

        assertEquals(
                "It is a whole number from 1 to 2048, not 99999.",
                field("max_nodes").error().get());
        assertTrue(gateway.work().started().isEmpty());
        field("max_nodes").text().set("512");
        assertFalse(field("max_nodes").hasError());
    }

    @Test
    void theStepThatIsWrongIsShown() {
        model.add("mouse");
        model.add("clipboard_write");
        field("text").text().set("x");

        model.start();

        assertEquals("mouse", model.selected().get().op());
        assertEquals("It is missing.", field("x").error().get());
    }

    @Test
    void goesToJsonAndBackWithoutLoss() {
        model.useExample(model.examples().values().iterator().next());
        assertEquals(3, model.steps().size());
        String before = Json.LENIENT.writeValueAsString(model.steps().get(2).toJson());

        model.turn(Face.JSON);
        assertTrue(model.json().get().contains("A11y Smoke"));
        assertTrue(model.findings().isEmpty());
        model.turn(Face.FORM);

        assertEquals(Face.FORM, model.face().get());
        assertEquals(
                before, Json.LENIENT.writeValueAsString(model.steps().get(2).toJson()));
    }

    @Test
    void everyExampleIsFlawless() {
        model.examples()
                .forEach((name, text) -> assertEquals(List.of(), WorkflowCheck.of(Json.LENIENT.readTree(text)), name));
    }

    @Test
    void brokenJsonIsToldWithItsPlace() {
        model.turn(Face.JSON);
        model.json().set("{\n  \"steps\": [,]\n}");

        assertEquals(1, model.findings().size());
        assertTrue(
                model.findings().getFirst().path().startsWith("line 2"),
                model.findings().toString());
        model.start();
        assertTrue(gateway.work().started().isEmpty());
        model.turn(Face.FORM);
        assertEquals(Face.JSON, model.face().get(), "it stays until it can be shown");
    }

    @Test
    void whatTheFormHasNoPlaceForStaysJson() {
        model.turn(Face.JSON);
        model.json().set("""
                {"conversation_key": "agent:default:main", "steps":
                 [{"type": "Desktop", "args": {"op": "screenshot", "display": "primary"}, "max_attempts": 3}]}
                """);
        assertTrue(model.findings().isEmpty());

        model.turn(Face.FORM);

        assertEquals(Face.JSON, model.face().get());
        assertTrue(model.findings().getFirst().sentence().contains("no place for all of step 1"));
        model.start();
        assertEquals(3, gateway.work().started().getFirst().steps().getFirst().maxAttempts());
    }

    @Test
    void theGatewaysWordIsShownWithItsPath() {
        gateway.refuse(
                "POST /workflow/start", 400, "invalid_request", "No environment is named so.", "steps[0].environment");

        model.start();

        assertEquals(
                new Finding("steps[0].environment", "No environment is named so."),
                model.findings().getFirst());
        assertTrue(started.isEmpty());
    }

    @Test
    void stepsCanBeMovedAndTakenOut() {
        model.add("query");
        model.add("mouse");
        model.move(model.steps().get(2), -1);
        assertEquals(
                List.of("snapshot", "mouse", "query"),
                model.steps().stream().map(StepDraft::op).toList());

        model.remove(model.steps().get(1));
        assertEquals("query", model.selected().get().op());
        assertNotNull(model.selected().get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op': 'fly'} | steps[0].args.op",
                "{'op': 'query', 'selector': {'kind': 'a11y', 'name': 'x'}, 'limit': 65} | steps[0].args.limit",
                "{'op': 'query', 'selector': {'kind': 'a11y', 'name': 'x'}, 'limit': '1'} | steps[0].args.limit",
                "{'op': 'query', 'selector': {'kind': 'a11y'}} | steps[0].args.selector",
                "{'op': 'act', 'target': {'kind': 'ref'}, 'action': {'kind': 'click'}} | steps[0].args.target.ref",
                "{'op': 'act', 'target': {'kind': 'a11y', 'name': 'x'}} | steps[0].args.action.kind",
                "{'op': 'act', 'target': {'kind': 'a11y', 'name': 'x'}, 'action': {'kind': 'hug'}} | steps[0].args.action.kind",
                "{'op': 'wait_for', 'selector': {'kind': 'a11y', 'name': 'x'}, 'poll_ms': 1} | steps[0].args.poll_ms",
                "{'op': 'keyboard', 'action': 'press'} | steps[0].args.key",
                "{'op': 'snapshot', 'includetree': true} | steps[0].args.includetree",
                "{'op': 'mouse', 'action': 'click', 'x': 1.5, 'y': 2} | steps[0].args.x"
            })
    void aSlipIsNamedByItsPath(String args, String path) {
        String workflow =
                "{'conversation_key': 'agent:default:main', 'steps': [{'type': 'Desktop', 'args': " + args + "}]}";

        List<Finding> findings = WorkflowCheck.of(Json.LENIENT.readTree(workflow.replace('\'', '"')));

        assertEquals(path, findings.getFirst().path(), findings.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | conversation_key",
                "{'conversation_key': 'x', 'steps': []} | conversation_key",
                "{'conversation_key': 'agent:a:main', 'steps': []} | steps",
                "{'conversation_key': 'agent:a:main', 'steps': [{'type': 'CLI', 'args': {}}]} | steps[0].type",
                "{'conversation_key': 'agent:a:main', 'steps': [5]} | steps[0]",
                "{'conversation_key': 'agent:a:main', 'stepz': 1, 'steps': [5]} | stepz"
            })
    void theWholeIsCheckedToo(String workflow, String path) {
        List<Finding> findings = WorkflowCheck.of(Json.LENIENT.readTree(workflow.replace('\'', '"')));

        assertEquals(path, findings.getFirst().path(), findings.toString());
    }
}
