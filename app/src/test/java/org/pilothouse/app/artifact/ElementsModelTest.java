package org.pilothouse.app.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ElementsModelTest {
    private final ElementTree tree = Fixtures.tree();
    private final ElementsModel model = new ElementsModel(tree);

    @Test
    void whatIsSelectedLightsUp() {
        int terminal = Fixtures.showing(tree, "terminal");

        model.outline().reveal(terminal);

        assertEquals(
                List.of(new Mark.Box(new Area(5, 81, 802, 458), "terminal")),
                model.marks().get());
    }

    @Test
    void whatIsNotOnTheScreenLightsNothingUp() {
        model.outline().reveal(0);

        assertEquals("desktop frame", model.selected().get().role());
        assertEquals(List.of(), model.marks().get());
    }

    @Test
    void aClickOnThePictureSelects() {
        model.pick(300, 300);

        assertEquals("terminal", model.selected().get().role());
        assertTrue(model.outline().rowOf(model.outline().selected().get()) >= 0, "its row is there to be seen");
    }

    @Test
    void aClickOnWhatTheFilterHidesTakesTheFilterAway() {
        model.role().set("menu");
        assertEquals(6, model.outline().matches().get());

        model.pick(300, 300);

        assertEquals("terminal", model.selected().get().role());
        assertEquals("", model.role().get());
    }

    @Test
    void filtersByRoleStateAndWords() {
        model.text().set("role:push");
        int buttons = model.outline().matches().get();
        model.state().set("showing");
        int showing = model.outline().matches().get();
        assertTrue(showing > 0 && showing < buttons, showing + " of " + buttons);

        model.clearFilter();
        model.text().set("terminal");
        assertEquals(1, model.outline().matches().get());
        model.nextMatch(1);
        assertEquals("terminal", model.selected().get().role());
    }

    @Test
    void anElementWithoutANameIsCopiedByItsReference() {
        model.outline().reveal(Fixtures.showing(tree, "terminal"));

        assertTrue(model.selector().orElseThrow().startsWith("{\"kind\":\"ref\",\"ref\":\"atspi:"));
    }

    @Test
    void anElementWithANameIsCopiedByRoleAndName() {
        Element button = new Element(
                "atspi:x|/1", "push button", "Delete \"all\"", "", List.of("showing"), new Area(1, 2, 3, 4), List.of());

        assertEquals(
                "{\"kind\":\"a11y\",\"role\":\"push button\",\"name\":\"Delete \\\"all\\\"\"}",
                SelectorText.of(button));
    }
}
