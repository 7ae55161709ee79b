package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pilothouse.protocol.desktop.ElementNode;
import org.pilothouse.protocol.desktop.QueryResult;
import org.pilothouse.protocol.desktop.QueryResult.Match;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.run.RunError;

class NodeOrderTest {
    private final Match window = match("w", "frame", "Report", List.of("showing"), List.of());
    private final Match button = match("b", "toggle button", "Report", List.of("showing"), List.of("Click"));
    private final Match longer = match("l", "frame", "Report 2", List.of("showing"), List.of());

    private static Match match(String ref, String role, String name, List<String> states, List<String> actions) {
        ElementNode node = new ElementNode(null, role, name, null, states, new Rect(1, 2, 3, 4), actions, List.of());
        return new Match("a11y", ref, node, null, null, null);
    }

    private static String chosen(@Nullable Integer equallyGood, String kind, Match... matches) {
        return assertInstanceOf(
                        TargetChoice.Choice.One.class,
                        TargetChoice.choose(new QueryResult("query", List.of(matches), equallyGood), kind))
                .ref();
    }

    private static RunError refused(@Nullable Integer equallyGood, String kind, Match... matches) {
        return assertInstanceOf(
                        TargetChoice.Choice.None.class,
                        TargetChoice.choose(new QueryResult("query", List.of(matches), equallyGood), kind))
                .error();
    }

    @Test
    void theNodesOwnOrderIsKept() {
        assertEquals("w", chosen(1, "focus", window, longer, button));
        assertEquals("w", chosen(1, "click", window, button));
        RunError error = refused(2, "click", window, longer, button);
        assertEquals(RunError.TARGET_AMBIGUOUS, error.code());
        assertTrue(error.message().startsWith("2 elements match"), error.message());
        assertTrue(error.message().contains("frame 'Report 2' at 1,2 3x4"), error.message());
    }

    @Test
    void aNodeThatSaysNothingOfThatIsChosenFrom() {
        assertEquals("w", chosen(null, "focus", button, window));
        assertEquals("b", chosen(null, "click", button, window));
        assertEquals(
                RunError.TARGET_AMBIGUOUS,
                refused(null, "focus", window, longer).code());
    }

    @Test
    void nonsenseOfANodeIsNoMoreThanAWrongNumber() {
        assertEquals(RunError.TARGET_NOT_FOUND, refused(7, "click").code());
        assertEquals("w", chosen(-5, "click", window, longer));
        assertEquals(
                RunError.TARGET_AMBIGUOUS,
                refused(1_000_000, "click", window, longer).code());
    }
}
