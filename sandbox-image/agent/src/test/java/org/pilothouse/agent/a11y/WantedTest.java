package org.pilothouse.agent.a11y;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {
    private static final long SHOWING = 1L << 25;
    private static final long FOCUSED = 1L << 12;

    private static String fit(@Nullable String role, @Nullable String name, String itsRole, String itsName) {
        Seen seen = new Seen(new ElementRef(":1.1", "/x"), null);
        seen.role = itsRole;
        seen.name = itsName;
        return new Wanted(role, name, List.of()).fit(seen).map(Wanted.Fit::name).orElse("");
    }

    @Test
    void theSameNameGoesBeforeOtherCaseAndThatBeforePartOfIt() {
        assertEquals("SAME", fit(null, "Save", "push button", "Save"));
        assertEquals("SAME", fit(null, "Save ", "menu item", "Save    "));
        assertEquals("SAME_BUT_CASE", fit(null, "SAVE", "push button", "Save"));
        assertEquals("PART", fit(null, "save", "push button", "Save as…"));
        assertEquals("", fit(null, "Open", "push button", "Save"));
        assertTrue(Wanted.Fit.SAME.compareTo(Wanted.Fit.PART) < 0);
    }

    @Test
    void theRoleMustBeTheSame() {
        assertEquals("SAME", fit("Menu_Item", "Save", "menu item", "Save"));
        assertEquals("SAME", fit("push-button", null, "push button", "Save"));
        assertEquals("SAME", fit("button", null, "push button", "Save"));
        assertEquals("", fit("menu", "Save", "menu item", "Save"));
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
    @ValueSource(
            strings = {
                "",
                "atspi:",
                "atspi:|/x",
                "atspi::1.4",
                "atspi::1.4|x",
                "atspi::1.4|/x/",
                "atspi::1.4|//x",
                "atspi::1.4|/x y",
                "atspi::1|/x",
                "atspi::1..4|/x",
                "atspi:name|/x",
                "atspi:a b.c|/x",
                "pixel:1,2",
                "x11:5"
            })
    void otherTextsAreNoRefs(String text) {
        assertTrue(ElementRef.parse(text).isEmpty());
    }
}
