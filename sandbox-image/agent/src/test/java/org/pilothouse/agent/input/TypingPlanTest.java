package org.pilothouse.agent.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.x11.KeyMap;
import org.pilothouse.agent.x11.KeyMap.Stroke;

class TypingPlanTest {
    /** Key 8: a A, 9: 1 !, 10 to 12: nothing, 13: the Play key, 14: letter o with umlaut, 15: keypad 5. */
    private final KeyMap map = new KeyMap(
            8, 2, new long[] {'a', 'A', '1', '!', 0, 0, 0, 0, 0, 0, 0x1008ff14L, 0, 0xf6, 0, 0xff9d, 0xffb5});

    private TypingPlan plan(int from, long... symbols) throws InputException {
        return TypingPlan.make(map, symbols, from, List.of(10, 11));
    }

    @Test
    void theMapTellsWhatIsFree() {
        assertEquals(List.of(10, 11, 12), map.spareKeys());
        assertEquals(List.of(13), map.vendorKeys());
        assertEquals(new Stroke(8, true), map.find('A').orElseThrow());
        assertEquals(new Stroke(14, true), map.find(0xd6).orElseThrow(), "capitals that only Shift implies");
        assertEquals(false, map.find(0xffb5).isPresent(), "not without Num Lock");
    }

    @Test
    void keysThatAreThereNeedNothing() throws Exception {
        TypingPlan plan = plan(0, 'a', 'A', '!');
        assertEquals(Map.of(), plan.assignments());
        assertEquals(List.of(new Stroke(8, false), new Stroke(8, true), new Stroke(9, true)), plan.strokes());
        assertEquals(3, plan.covered());
    }

    @Test
    void missingOnesGetSpareKeysOnceEach() throws Exception {
        TypingPlan plan = plan(0, 0x3b1, 'a', 0x3b2, 0x3b1);
        assertEquals(Map.of(10, 0x3b1L, 11, 0x3b2L), plan.assignments());
        assertEquals(
                List.of(new Stroke(10, false), new Stroke(8, false), new Stroke(11, false), new Stroke(10, false)),
                plan.strokes());
    }

    @Test
    void aPlanEndsWhereTheSpareKeysDo() throws Exception {
        TypingPlan first = plan(0, 0x3b1, 0x3b2, 'a', 0x3b3, 0x3b4);
        assertEquals(3, first.covered());
        TypingPlan second = plan(first.covered(), 0x3b1, 0x3b2, 'a', 0x3b3, 0x3b4);
        assertEquals(Map.of(10, 0x3b3L, 11, 0x3b4L), second.assignments());
        assertEquals(2, second.covered());
    }

    @Test
    void aKeyThatHasItsSymbolFromBeforeIsNotGivenAway() throws Exception {
        KeyMap later = new KeyMap(8, 1, new long[] {'a', '1', 0x3b1, 0});
        TypingPlan plan = TypingPlan.make(later, new long[] {0x3b1, 0x3b2, 0x3b1}, 0, List.of(10, 11));
        assertEquals(Map.of(11, 0x3b2L), plan.assignments());
        assertEquals(List.of(new Stroke(10, false), new Stroke(11, false), new Stroke(10, false)), plan.strokes());
    }

    @Test
    void aKeyThatWasGivenAwayIsNotUsedForItsOldSymbol() throws Exception {
        KeyMap later = new KeyMap(8, 1, new long[] {'a', '1', 0x3b1});
        TypingPlan plan = TypingPlan.make(later, new long[] {0x3b2, 0x3b1}, 0, List.of(10));
        assertEquals(Map.of(10, 0x3b2L), plan.assignments());
        assertEquals(1, plan.covered());
    }

    @Test
    void withoutASpareKeyTheCharacterIsNamed() {
        var refused = assertThrows(
                InputException.class, () -> TypingPlan.make(map, new long[] {0x1000000L + 0x4e2d}, 0, List.of()));
        assertEquals("The keyboard has no spare key for the character U+4E2D", refused.getMessage());
    }

    @Test
    void controlCharactersAreRefused() {
        assertThrows(InputException.class, () -> KeyNames.ofCharacter(7));
    }
}
