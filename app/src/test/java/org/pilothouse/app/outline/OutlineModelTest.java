package org.pilothouse.app.outline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutlineModelTest {
    private final OutlineModel<String> model = new OutlineModel<>();

    /** a(b(c, d), e), f. */
    private static Outline<String> letters() {
        return Outline.<String>builder()
                .enter("a")
                .enter("b")
                .leaf("c")
                .leaf("d")
                .leave()
                .leaf("e")
                .leave()
                .leaf("f")
                .build();
    }

    private List<String> rows() {
        return model.rows().stream()
                .map(row -> model.outline().get(row.index()))
                .toList();
    }

    @Test
    void knowsWhatLiesBelowWhat() {
        Outline<String> outline = letters();

        assertEquals(5, outline.end(0));
        assertEquals(4, outline.end(1));
        assertEquals(2, outline.depth(2));
        assertEquals(Outline.NONE, outline.parent(5));
        assertTrue(outline.isWithin(3, 1));
        assertFalse(outline.isWithin(4, 1));
        assertFalse(outline.hasChildren(5));
    }

    @Test
    void showsWhatIsUnfolded() {
        model.show(letters(), index -> false);
        assertEquals(List.of("a", "f"), rows());

        model.toggle(0);
        assertEquals(List.of("a", "b", "e", "f"), rows());

        model.unfoldAll();
        assertEquals(List.of("a", "b", "c", "d", "e", "f"), rows());

        model.foldAll();
        assertEquals(List.of("a", "b", "e", "f"), rows());
    }

    @Test
    void aFilterLeavesMatchesAndTheWayToThem() {
        model.show(letters(), index -> false);

        model.filter("d"::equals);

        assertEquals(List.of("a", "b", "d"), rows());
        assertEquals(1, model.matches().get());
        model.filter(null);
        assertEquals(List.of("a", "b", "c", "d", "e", "f"), rows());
    }

    @Test
    void revealUnfoldsWhatHidesAnEntry() {
        model.show(letters(), index -> false);

        model.reveal(3);

        assertEquals(List.of("a", "b", "c", "d", "e", "f"), rows());
        assertEquals("d", model.selectedValue());
        assertEquals(3, model.rowOf(3));
    }

    @Test
    void revealDropsAFilterThatHidesTheEntry() {
        model.show(letters(), index -> true);
        model.filter("f"::equals);

        model.reveal(2);

        assertEquals("c", model.selectedValue());
        assertTrue(rows().contains("c"));
    }

    @Test
    void stepsThroughMatchesGoingRound() {
        model.show(letters(), index -> true);
        model.filter(value -> value.equals("b") || value.equals("f"));

        model.reveal(model.nextMatch(1));
        assertEquals("b", model.selectedValue());
        model.reveal(model.nextMatch(1));
        assertEquals("f", model.selectedValue());
        model.reveal(model.nextMatch(1));
        assertEquals("b", model.selectedValue());
        model.filter("x"::equals);
        assertEquals(Outline.NONE, model.nextMatch(1));
    }

    @Test
    void alaterStateKeepsFoldsAndSelection() {
        model.show(letters(), index -> true);
        model.unfold(1, false);
        model.selected().set(4);

        model.update(
                Outline.<String>builder()
                        .enter("a")
                        .enter("b")
                        .leaf("c")
                        .leave()
                        .leaf("new")
                        .leaf("e")
                        .build(),
                value -> value);

        assertEquals(List.of("a", "b", "new", "e"), rows());
        assertEquals("e", model.selectedValue());
    }
}
