package org.pilothouse.agent.a11y;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {
    private static final long SHOWING = 1L << 25;
    private static final long FOCUSED = 1L << 12;

    private static Walk.Seen seen(String role, String name, long states) {
        Walk.Seen seen = new Walk.Seen(new ElementRef(":1.1", "/" + role + name.hashCode() + states), null);
        seen.role = role;
        seen.name = name;
        seen.states = states;
        return seen;
    }

    private final Walk.Seen closed = seen("menu item", "Save", 0);
    private final Walk.Seen button = seen("push button", "Save", SHOWING);
    private final Walk.Seen lower = seen("push button", "save", SHOWING | FOCUSED);
    private final Walk.Seen longer = seen("push button", "Save as…", SHOWING);
    private final List<Walk.Seen> all = List.of(closed, button, lower, longer);

    private List<Walk.Seen> choose(String role, String name, String... states) {
        return new Wanted(role, name, List.of(states)).choose(all);
    }

    @Test
    void theSameNameGoesBeforeOtherCaseAndThatBeforePartOfIt() {
        assertEquals(List.of(button, closed), choose(null, "Save"), "what shows is first");
        assertEquals(List.of(lower), choose(null, "save"));
        assertEquals(List.of(button, lower, closed), choose(null, "SAVE"));
        assertEquals(List.of(longer), choose(null, "as…"));
        assertEquals(List.of(), choose(null, "Open"));
    }

    @Test
    void everyPartCounts() {
        assertEquals(List.of(closed), choose("menu item", "Save"));
        assertEquals(List.of(closed), choose("Menu_Item", "Save"));
        assertEquals(List.of(lower), choose("push button", null, "Focused"));
        assertEquals(List.of(button, lower, longer), choose(null, null, "showing"));
        assertEquals(List.of(), choose("menu item", null, "showing"));
        assertTrue(new Wanted(" ", "", List.of()).isEmpty());
    }

    @Test
    void statesHaveTheNamesOfTheWire() {
        assertEquals(List.of("focused", "has_tooltip", "showing"), States.names(FOCUSED | SHOWING | 1L << 13));
        assertEquals(List.of("read_only"), States.names(1L << 43));
    }

    @Test
    void aRefIsReadAsItIsWritten() {
        ElementRef ref = new ElementRef(":1.4", "/org/a11y/atspi/accessible/3");
        assertEquals("atspi::1.4|/org/a11y/atspi/accessible/3", ref.toString());
        assertEquals(ref, ElementRef.parse(ref.toString()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "atspi:", "atspi:|/x", "atspi::1.4", "atspi::1.4|x", "pixel:1,2", "x11:5"})
    void otherTextsAreNoRefs(String text) {
        assertTrue(ElementRef.parse(text).isEmpty());
    }
}
