package org.pilothouse.agent.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChordTest {
    private static Chord parse(String text, String... held) throws InputException {
        return Chord.parse(text, List.of(held));
    }

    @ParameterizedTest
    @CsvSource({
        "Enter, 0xff0d",
        "return, 0xff0d",
        "Escape, 0xff1b",
        "A, 0x61",
        "a, 0x61",
        "Num7, 0x37",
        "NumPad7, 0xffb7",
        "F5, 0xffc2",
        "F12, 0xffc9",
        "ArrowUp, 0xff52",
        "Up, 0xff52",
        "PageDown, 0xff56",
        "Page_Down, 0xff56",
        "page down, 0xff56",
        "LeftControl, 0xffe3",
        "é, 0xe9",
        "€, 0x10020ac",
        "Backspace, 0xff08",
        "space, 0x20",
        "+, 0x2b",
        "eacute, 0xe9",
        "XF86AudioPlay, 0x1008ff14",
    })
    void knowsKeysByManyNames(String name, String keysym) throws InputException {
        assertEquals(new Chord(List.of(), Long.decode(keysym)), parse(name));
    }

    @Test
    void modifiersAreHeldInOrder() throws InputException {
        assertEquals(new Chord(List.of(0xffe3L), 'l'), parse("ctrl+l"));
        assertEquals(new Chord(List.of(0xffe3L), 'l'), parse("Ctrl+L"));
        assertEquals(new Chord(List.of(0xffe3L, 0xffe1L), 't'), parse("ctrl + shift + t"));
        assertEquals(new Chord(List.of(0xffe9L), 0xffc1L), parse("F4", "alt"));
        assertEquals(new Chord(List.of(0xffe9L, 0xffe3L), 0xffffL), parse("ctrl+alt+Delete", "Alt"));
        assertEquals(new Chord(List.of(0xffe3L), '+'), parse("ctrl++"));
        assertEquals(new Chord(List.of(0xffebL), 'd'), parse("cmd+d"));
        assertEquals(new Chord(List.of(0xffe3L), ' '), parse("ctrl+ "));
        assertEquals(new Chord(List.of(), 0xffe1L), parse("shift"), "a modifier alone may be pressed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "ctrl+", "Foo", "ctrl+Foo", "foo+a", "ctrl+abc"})
    void refusesUnknownKeys(String text) {
        var refused = assertThrows(InputException.class, () -> parse(text));
        assertTrue(refused.getMessage().startsWith("Unknown key: "), refused.getMessage());
    }

    @Test
    void refusesToHoldWhatIsNoModifier() {
        var refused = assertThrows(InputException.class, () -> parse("a+b"));
        assertEquals("Not a modifier key: a", refused.getMessage());
    }

    @Test
    void aLongNameIsNotRepeatedInFull() {
        var refused = assertThrows(InputException.class, () -> parse("x".repeat(100_000)));
        assertTrue(refused.getMessage().length() < 300);
    }
}
