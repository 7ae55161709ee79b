package org.pilothouse.rfb.fx.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.fx.testing.RecordingSession;

/** The events are those that JavaFX was seen to send on X11 with a German layout. */
class KeyboardInputTest {
    private final RecordingSession session = new RecordingSession();
    private final KeyboardInput keyboard = new KeyboardInput(() -> Optional.of(session));

    @ParameterizedTest
    @CsvSource({
        "ENTER, ff0d",
        "TAB, ff09",
        "ESCAPE, ff1b",
        "BACK_SPACE, ff08",
        "DELETE, ffff",
        "LEFT, ff51",
        "PAGE_DOWN, ff56",
        "F1, ffbe",
        "F12, ffc9",
        "SHIFT, ffe1",
        "ALT_GRAPH, fe03",
        "WINDOWS, ffeb",
        "NUMPAD0, ffb0",
        "NUMPAD9, ffb9",
        "ADD, ffab",
        "CONTEXT_MENU, ff67",
    })
    void keysWithoutACharacterHaveTheirOwnKeysym(KeyCode code, String keysym) {
        press(code, "");
        release(code, "");
        assertEquals("+" + keysym + " -" + keysym, session.take());
    }

    @ParameterizedTest
    @CsvSource({"A, a, 61", "A, A, 41", "Q, @, 40", "E, \u20ac, 20ac", "UNDEFINED, \u00fc, fc", "L, \u0142, 1000142"})
    void charactersComeFromTheLayoutsText(KeyCode code, String text, String keysym) {
        press(code, text);
        assertEquals("+" + keysym, session.take());
    }

    @Test
    void theReleaseIsOfTheKeysymThatWentDown() {
        press(KeyCode.ALT_GRAPH, "");
        press(KeyCode.Q, "@");
        release(KeyCode.ALT_GRAPH, "");
        release(KeyCode.Q, "q");
        assertEquals("+fe03 +40 -fe03 -40", session.take());

        press(KeyCode.UNDEFINED, "\u00dc");
        release(KeyCode.UNDEFINED, "\u00fc");
        assertEquals("+dc -dc", session.take());
    }

    @Test
    void aKeyWithoutACodeGoesUpAlsoWhenShiftWentUpBeforeIt() {
        // French: Shift and the key of e acute make a 2.
        press(KeyCode.SHIFT, "");
        press(KeyCode.UNDEFINED, "2");
        release(KeyCode.SHIFT, "");
        release(KeyCode.UNDEFINED, "\u00e9");
        assertEquals("+ffe1 +32 -ffe1 -32", session.take());

        press(KeyCode.UNDEFINED, "2");
        press(KeyCode.UNDEFINED, "@");
        release(KeyCode.UNDEFINED, "\u00e9"); // known by now
        assertEquals("+32 +40 -32", session.take());
        release(KeyCode.UNDEFINED, "\u00e0");
        assertEquals("-40", session.take());
        press(KeyCode.UNDEFINED, "%");
        press(KeyCode.UNDEFINED, "\u00b5");
        release(KeyCode.UNDEFINED, "\u00f9"); // whichever it is, none stays down
        assertEquals("+25 +b5 -25 -b5", session.take());
    }

    @Test
    void scanCodesAreToldOnlyWhereTheyMeanTheSame() {
        press(KeyCode.ENTER, "");
        press(KeyCode.RIGHT, "");
        press(KeyCode.Z, "z");
        assertEquals("1c cd 2c", session.takeScanCodes());
        keyboard.pressed(event(KeyEvent.KEY_PRESSED, KeyCode.A, "A", true, false));
        keyboard.pressed(
                event(KeyEvent.KEY_PRESSED, KeyCode.DIGIT7, "/", true, false)); // German: no such key on a US one
        press(KeyCode.UNDEFINED, "\u00fc");
        assertEquals("1e 0 0", session.takeScanCodes());
        press(KeyCode.ALT_GRAPH, "");
        press(KeyCode.Q, "@");
        assertEquals("b8 0", session.takeScanCodes());
    }

    @Test
    void aHeldKeyRepeatsWhatItStartedWith() {
        press(KeyCode.A, "a");
        press(KeyCode.A, "a");
        press(KeyCode.A, "A");
        release(KeyCode.A, "A");
        assertEquals("+61 +61 +61 -61", session.take());
    }

    @Test
    void controlDoesNotHideTheKey() {
        press(KeyCode.CONTROL, "");
        keyboard.pressed(event(KeyEvent.KEY_PRESSED, KeyCode.C, "\u0003", false, true));
        keyboard.pressed(event(KeyEvent.KEY_PRESSED, KeyCode.V, "\u0016", true, true));
        keyboard.pressed(event(KeyEvent.KEY_PRESSED, KeyCode.SLASH, "", false, true));
        assertEquals("+ffe3 +63 +56 +2f", session.take());
    }

    @ParameterizedTest
    @CsvSource({
        "\u0441, 63", // Russian es, on the key of C
        "\u0421, 43",
        "\u03c8, 63", // Greek psi
        "\u05d1, 63", // Hebrew bet
        "c, 63",
        "\u00fc, fc", // a letter of a Latin keyboard is what it is
    })
    void aShortcutIsMeantByItsKeyAlsoOnOtherScripts(String text, String keysym) {
        press(KeyCode.CONTROL, "");
        keyboard.pressed(event(KeyEvent.KEY_PRESSED, KeyCode.UNDEFINED, text, false, true));
        assertEquals("+ffe3 +" + keysym, session.take());
        release(KeyCode.CONTROL, "");
        press(KeyCode.UNDEFINED, "\u044f");
        assertEquals("-ffe3 +100044f", session.take());
    }

    @Test
    void aKeypadKeyIsReleasedUnderItsOtherName() {
        press(KeyCode.NUMPAD5, "5");
        release(KeyCode.CLEAR, "");
        press(KeyCode.NUMPAD7, "7");
        release(KeyCode.HOME, "");
        assertEquals("+ffb5 -ffb5 +ffb7 -ffb7", session.take());
    }

    @Test
    void aDecimalKeyIsWhatItsLayoutSays() {
        press(KeyCode.DECIMAL, ",");
        release(KeyCode.DECIMAL, ",");
        press(KeyCode.DECIMAL, ".");
        assertEquals("+ffac -ffac +ffae", session.take());
    }

    @Test
    void printScreenIsPressedWhenItsReleaseIsAllThatComes() {
        release(KeyCode.PRINTSCREEN, "");
        assertEquals("+ff61 -ff61", session.take());
    }

    @Test
    void aReleaseWithoutAPressIsNothing() {
        release(KeyCode.A, "a");
        assertEquals("", session.take());
    }

    @Test
    void deadKeysAreNothingUntilTheirCharacterComes() {
        press(KeyCode.UNDEFINED, "");
        keyboard.typed("\u00e9\n");
        assertEquals("+e9 -e9", session.take());
    }

    @Test
    void everythingIsReleasedAtOnceAndOnlyOnce() {
        press(KeyCode.ALT, "");
        press(KeyCode.TAB, "");
        keyboard.releaseAll();
        assertEquals("+ffe9 +ff09 -ffe9 -ff09 release", session.take());
        release(KeyCode.ALT, "");
        assertEquals("", session.take());
    }

    private void press(KeyCode code, String text) {
        keyboard.pressed(event(KeyEvent.KEY_PRESSED, code, text, false, false));
    }

    private void release(KeyCode code, String text) {
        keyboard.released(event(KeyEvent.KEY_RELEASED, code, text, false, false));
    }

    private static KeyEvent event(
            javafx.event.EventType<KeyEvent> type, KeyCode code, String text, boolean shift, boolean control) {
        return new KeyEvent(type, "", text, code, shift, control, false, false);
    }
}
