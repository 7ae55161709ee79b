package org.pilothouse.app.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.app.artifact.Area;
import org.pilothouse.app.artifact.Mark;
import org.pilothouse.app.fake.WorkSamples;
import org.pilothouse.app.presentation.DesktopWords;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import tools.jackson.databind.JsonNode;

class AskTest {
    private static final String WINDOW =
            "{'bounds': {'x': 1, 'y': 2, 'width': 30, 'height': 40}, 'role': 'frame', 'name': 'A11y Smoke'}";

    private static Ask ask(String args, String target) {
        return Ask.of(WorkSamples.approval("id", args, target, "picture", null, "because"));
    }

    @Test
    void focusNamesTheWindowAndMarksIt() {
        Ask ask = ask(
                "{'op': 'act', 'target': {'kind': 'a11y', 'name': 'A11y Smoke'}, 'action': {'kind': 'focus'}}", WINDOW);

        assertEquals("Focus the window “A11y Smoke”", ask.sentence());
        assertEquals("act", ask.op());
        assertEquals("focus", ask.action());
        assertEquals("the window “A11y Smoke”", ask.target());
        assertEquals(List.of(new Mark.Box(new Area(1, 2, 30, 40), "focus")), ask.marks());
        assertEquals("default", ask.agent());
        assertEquals("checkout-agent", ask.environment());
        assertEquals("because", ask.motivation());
        assertEquals("What gives input to a desktop is asked for.", ask.rule());
        assertEquals(2, ask.step());
    }

    @Test
    void aMouseStepIsACross() {
        Ask ask = ask("{'op': 'mouse', 'action': 'click', 'x': 811, 'y': 42, 'button': 'right'}", null);

        assertEquals("Click at 811, 42 with the right button", ask.sentence());
        assertEquals(List.of(new Mark.Cross(811, 42, "click")), ask.marks());
        assertNull(ask.typed());
    }

    @Test
    void aPixelReferenceIsACrossToo() {
        Ask ask = ask(
                "{'op': 'act', 'target': {'kind': 'ref', 'ref': 'pixel:10,20'}, 'action': {'kind': 'click'}}", null);

        assertEquals("Click the point 10, 20", ask.sentence());
        assertEquals(List.of(new Mark.Cross(10, 20, "click")), ask.marks());
    }

    @Test
    void typedTextIsShownWholeOnTheCardAndNotInMessages() {
        Ask ask = ask("{'op': 'keyboard', 'action': 'type', 'text': 'secret words'}", null);

        assertEquals("Type “secret words”", ask.sentence());
        assertEquals("secret words", ask.typed());
        assertEquals("Type 12 characters", ask.discreet());
        assertEquals(
                "Put 5 characters on the clipboard",
                ask("{'op': 'clipboard_write', 'text': 'abcde'}", null).discreet());
    }

    @Test
    void withoutAPictureItSaysWhy() {
        Ask ask = Ask.of(WorkSamples.approval(
                "id", "{'op': 'mouse', 'action': 'move', 'x': 1, 'y': 2}", null, null, null, null));

        assertNull(ask.picture());
        assertTrue(ask.problem().startsWith("The desktop could not be pictured"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyboard | {\"action\": \"press\", \"key\": \"L\", \"modifiers\": [\"ctrl\", \"shift\"]} | Press Ctrl+Shift+L",
                "mouse | {\"action\": \"scroll\", \"x\": 5, \"y\": 6, \"delta_y\": -3} | Scroll up 3 at 5, 6",
                "mouse | {\"action\": \"drag\", \"x\": 5, \"y\": 6} | Drag from where the pointer is to 5, 6",
                "snapshot | {\"include_tree\": true} | Take a picture of the desktop, with its accessibility tree",
                "wait_for | {\"selector\": {\"name\": \"OK\", \"role\": \"push button\"}, \"state\": \"hidden\"} | Wait until the button “OK” is gone",
                "query | {\"selector\": {\"kind\": \"ocr\", \"text\": \"Total\"}} | Look for the text “Total”",
                "act | {} | Use something",
                "fly | {} | Do “fly”"
            })
    void operationsReadAsSentences(String op, String args, String sentence) {
        assertEquals(sentence, DesktopWords.sentence(op, Json.LENIENT.readTree(args), DesktopWords.Found.NOTHING));
    }

    @Test
    void longTextIsCutInASentence() {
        JsonNode args = Json.LENIENT.createObjectNode().put("action", "type").put("text", "x\n".repeat(500));

        assertTrue(DesktopWords.sentence("keyboard", args, DesktopWords.Found.NOTHING)
                        .length()
                < 140);
    }

    @Test
    void anotherGatewaysApprovalReadsAsItsPrompt() {
        Approval sample = WorkSamples.approval("id", "{'op': 'act'}", null, null, null, null);
        Approval foreign = new Approval(
                "id",
                "key",
                "agent-1",
                sample.kind(),
                sample.status(),
                "Approve execution of 'x'",
                "held",
                null,
                null,
                sample.createdAt(),
                null,
                null,
                null,
                null);

        Ask ask = Ask.of(foreign);

        assertEquals("Approve execution of 'x'", ask.sentence());
        assertEquals("agent-1", ask.agent());
        assertEquals(List.of(), ask.marks());
    }
}
