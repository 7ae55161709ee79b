package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.run.WorkflowStart;
import tools.jackson.core.JacksonException;

/** Whatever a script sends, it is told in one sentence what is wrong, and where. */
class WorkflowFuzzTest {
    private static final List<String> ARGS = List.of(
            "{\"op\":\"screenshot\",\"display\":\"primary\",\"format\":\"png\",\"max_width\":640}",
            "{\"op\":\"snapshot\",\"include_tree\":true,\"max_nodes\":512,\"max_text_chars\":8192}",
            "{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"A\",\"role\":\"frame\",\"states\":[\"showing\"]},\"limit\":1}",
            "{\"op\":\"act\",\"target\":{\"kind\":\"ref\",\"ref\":\"pixel:1,2\"},\"action\":{\"kind\":\"click\"}}",
            "{\"op\":\"mouse\",\"action\":\"drag\",\"x\":1,\"y\":2,\"button\":\"left\",\"duration_ms\":5}",
            "{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"A\",\"modifiers\":[\"ctrl\"]}",
            "{\"op\":\"wait_for\",\"selector\":{\"kind\":\"ocr\",\"text\":\"A\",\"bounds\":{\"x\":0,\"y\":0,\"width\":1,\"height\":1}},\"state\":\"hidden\",\"timeout_ms\":5,\"poll_ms\":50}",
            "{\"op\":\"clipboard_write\",\"text\":\"x\"}");
    private static final String[] PIECES = {
        "null", "[]", "{}", "5", "-1", "1e400", "99999999999999999999", "\"\"", "\"\\u0000\"", "true", "[null]", "0.5"
    };

    @Test
    void theSeedsAreGood() {
        for (String args : ARGS) {
            assertEquals(1, RunRules.check(start(args)).size(), args);
        }
    }

    @Test
    void mutationsAreReadOrRefused() {
        Random random = new Random(7);
        int refused = 0;
        int read = 0;
        for (int i = 0; i < 5000; i++) {
            String args = mutated(ARGS.get(random.nextInt(ARGS.size())), random);
            try {
                assertNotNull(RunRules.check(start(args)));
                read++;
            } catch (GatewayException e) {
                assertEquals(GatewayException.Code.INVALID_REQUEST, e.code());
                assertTrue(e.field() != null && e.field().startsWith("steps[0]"), e.field() + " " + args);
                assertFalse(e.sentence().contains("tools.jackson"), e.sentence());
                refused++;
            } catch (JacksonException e) {
                refused++; // the body as a whole is told to be no JSON
            }
        }
        assertTrue(refused > 1000 && read > 100, refused + " refused, " + read + " read");
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int colon = mutated.indexOf(":", random.nextInt(mutated.length()));
        if (colon > 0) {
            int comma = mutated.indexOf(",", colon);
            int end = comma > 0 ? comma : mutated.indexOf("}", colon);
            mutated.replace(colon + 1, end, PIECES[random.nextInt(PIECES.length)]);
        }
        return mutated.toString();
    }

    private static WorkflowStart start(String args) {
        return Json.STRICT.readValue(
                "{\"conversation_key\":\"agent:default:main\",\"steps\":[{\"type\":\"Desktop\",\"args\":" + args
                        + "}]}",
                WorkflowStart.class);
    }
}
