package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pilothouse.gateway.run.TargetChoice.Choice;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.QueryResult;
import org.pilothouse.protocol.desktop.QueryResult.Match;

class TargetChoiceTest {

    @Test
    void whatIsShowingComesBeforeWhatIsNot() {
        var one = assertInstanceOf(
                Choice.One.class,
                choose(List.of(match("a", "frame", ""), match("b", "frame", "\"showing\"")), "focus"));
        assertEquals("b", one.ref());
    }

    @Test
    void focusMeansTheWindowThatHasTheName() {
        var one = assertInstanceOf(
                Choice.One.class,
                choose(List.of(match("a", "push button", "\"showing\""), match("b", "frame", "\"showing\"")), "focus"));
        assertEquals("b", one.ref());
        assertEquals("frame", one.role());
    }

    @Test
    void severalAreNamed() {
        var none = assertInstanceOf(
                Choice.None.class,
                choose(List.of(match("a", "label", "\"showing\""), match("b", "label", "\"showing\"")), "click"));
        assertEquals("target_ambiguous", none.error().code());
        assertTrue(
                none.error().message().contains("label 'A' at 4,5 30x20"),
                none.error().message());
    }

    @Test
    void matchesWithoutAnElementAreNone() {
        var none = assertInstanceOf(
                Choice.None.class, choose(List.of(new Match("ocr", null, null, "A", null, 0.9)), "click"));
        assertEquals("target_not_found", none.error().code());
    }

    /** As a node answers that tells nothing of how good its matches are. */
    private static Choice choose(List<Match> matches, String kind) {
        return TargetChoice.choose(new QueryResult("query", matches, null), kind);
    }

    private static Match match(String ref, String role, String states) {
        return Json.LENIENT.readValue(ScriptedDesktop.element(ref, role, "A", states), Match.class);
    }
}
