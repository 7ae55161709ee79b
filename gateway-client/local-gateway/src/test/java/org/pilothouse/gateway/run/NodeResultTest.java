package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.desktop.ElementTree;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A node says what it likes; only what makes sense is kept. */
class NodeResultTest {
    private static final String TREE =
            "{\"op\":\"snapshot\",\"windows\":[],\"tree\":{\"root\":{\"role\":\"desktop frame\","
                    + "\"name\":\"\",\"states\":[],\"actions\":[],\"bounds\":{\"x\":0,\"y\":0,\"width\":9,\"height\":9},"
                    + "\"children\":[{\"ref\":\"r\",\"role\":\"frame\",\"name\":\"A\",\"states\":[\"showing\"],\"actions\":[],"
                    + "\"bounds\":{\"x\":1,\"y\":2,\"width\":3,\"height\":4},\"children\":[]}]}}}";

    @Test
    void aSnapshotIsTakenApart() throws Exception {
        NodeResult read = NodeResult.read("snapshot", json(TREE), json(ScriptedDesktop.evidence("snapshot")));
        assertFalse(read.result().has("tree"));
        assertFalse(read.evidence().has("bytesBase64"));
        assertEquals("image/png", read.picture().orElseThrow().mimeType());
        var tree = read.tree().orElseThrow();
        assertTrue(tree.labels().contains(ArtifactRef.A11Y_TREE));
        ElementTree kept = Json.LENIENT.readValue(new String(tree.bytes(), StandardCharsets.UTF_8), ElementTree.class);
        assertEquals("A", kept.root().children().getFirst().name());
    }

    @Test
    void aTreeOfAHundredThousandNodesIsRefusedAtOnce() {
        ObjectNode root = node();
        for (int i = 0; i < 100; i++) {
            ObjectNode child = node();
            for (int j = 0; j < 100; j++) {
                ObjectNode grandChild = node();
                for (int k = 0; k < 10; k++) {
                    ((ArrayNode) grandChild.path("children")).add(node());
                }
                ((ArrayNode) child.path("children")).add(grandChild);
            }
            ((ArrayNode) root.path("children")).add(child);
        }
        ObjectNode result = Json.LENIENT.createObjectNode().put("op", "snapshot");
        result.putObject("tree").set("root", root);
        var e = assertThrows(InvalidResultException.class, () -> NodeResult.read("snapshot", result, null));
        assertEquals("the tree has more than 2048 nodes", e.sentence());
    }

    @Test
    void aDeepTreeIsRefused() {
        ObjectNode root = node();
        ObjectNode at = root;
        for (int i = 0; i < 32; i++) {
            ObjectNode child = node();
            ((ArrayNode) at.path("children")).add(child);
            at = child;
        }
        ObjectNode result = Json.LENIENT.createObjectNode();
        result.putObject("tree").set("root", root);
        assertThrows(InvalidResultException.class, () -> NodeResult.read("snapshot", result, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query|[]|",
                "query|\"text\"|",
                "query||",
                "query|{}|",
                "query|{\"matches\":{}}|",
                "query|{\"matches\":[5]}|",
                "query|{\"matches\":[{\"node\":7}]}|",
                "snapshot|{\"windows\":5}|",
                "snapshot|{\"tree\":5}|",
                "snapshot|{\"tree\":{\"root\":[]}}|",
                "snapshot|{\"tree\":{\"root\":{\"role\":5}}}|",
                "snapshot|{\"tree\":{\"root\":{\"children\":{}}}}|",
                "snapshot|{\"tree\":{\"root\":{\"bounds\":[1]}}}|",
                "snapshot|{}|{\"bytesBase64\":\"not base64!\"}",
                "snapshot|{}|{\"bytesBase64\":5}",
                "snapshot|{}|{\"bytesBase64\":\"AAAA\"}",
                "snapshot|{}|[]",
                "screenshot||",
                "screenshot||{\"bytesBase64\":null}",
                "wait_for|{\"status\":\"perhaps\"}|"
            })
    void nonsenseIsInvalid(String op, String result, String evidence) {
        assertThrows(
                InvalidResultException.class,
                () -> NodeResult.read(
                        op, result == null ? null : json(result), evidence == null ? null : json(evidence)));
    }

    @Test
    void whateverANodeAnswersNothingElseIsThrown() {
        Random random = new Random(20260101);
        List<String> seeds = List.of(
                TREE,
                "{\"op\":\"query\",\"matches\":[" + ScriptedDesktop.element("r", "frame", "A", "\"showing\"") + "]}",
                "{\"op\":\"wait_for\",\"status\":\"satisfied\",\"match\":{}}",
                ScriptedDesktop.evidence("snapshot"));
        int read = 0;
        for (int i = 0; i < 4000; i++) {
            String text = mutated(seeds.get(random.nextInt(seeds.size())), random);
            JsonNode json;
            try {
                json = json(text);
            } catch (JacksonException e) {
                continue;
            }
            for (String op : List.of("snapshot", "query", "wait_for", "screenshot", "act")) {
                try {
                    NodeResult.read(op, json, json);
                } catch (InvalidResultException e) {
                    assertFalse(e.sentence().isBlank());
                }
                read++;
            }
        }
        assertTrue(read > 1000, "mutations that were JSON: " + read);
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        String[] pieces = {"null", "[]", "{}", "5", "\"\"", "true", "-1e99", "\"\\u0000\""};
        for (int i = 0; i <= random.nextInt(3); i++) {
            int colon = mutated.indexOf(":", random.nextInt(mutated.length()));
            int end = colon < 0 ? -1 : mutated.indexOf(",", colon);
            if (end > 0) {
                mutated.replace(colon + 1, end, pieces[random.nextInt(pieces.length)]);
            }
        }
        return mutated.toString();
    }

    private static ObjectNode node() {
        ObjectNode node = Json.LENIENT.createObjectNode().put("role", "label").put("name", "n");
        node.putArray("children");
        return node;
    }

    private static JsonNode json(String text) {
        return Json.LENIENT.readTree(text);
    }
}
