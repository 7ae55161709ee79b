package org.pilothouse.rfb.fx.input;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import javafx.scene.input.KeyCode;
import org.pilothouse.rfb.Keysym;

/** From JavaFX keys to X11 keysyms. */
final class KeyMap {
    /** Keys without a character, or whose character says less than the key. */
    private static final Map<KeyCode, Integer> NAMED = named();

    /** The unshifted character of a key, for when Ctrl hides it: of the US layout, which most shortcuts were made for. */
    private static final Map<KeyCode, Integer> CHARACTERS = characters();

    private KeyMap() {}

    /** The keysym of a key press; empty where it has none, as dead keys do until their character comes. */
    static OptionalInt keysym(KeyCode code, String text, boolean shift) {
        Integer named = NAMED.get(code);
        if (named != null) {
            return OptionalInt.of(named);
        }
        if (code == KeyCode.DECIMAL) {
            return OptionalInt.of(",".equals(text) ? Keysym.KP_SEPARATOR : Keysym.KP_DECIMAL);
        }
        if (!text.isEmpty() && text.codePointCount(0, text.length()) == 1) {
            int character = text.codePointAt(0);
            if (!Character.isISOControl(character)) {
                return OptionalInt.of(Keysym.ofCodePoint(character));
            }
        }
        return behindControl(code, shift);
    }

    /** With Ctrl down the text is a control character, or nothing: the key itself tells. */
    private static OptionalInt behindControl(KeyCode code, boolean shift) {
        if (code.isLetterKey()) {
            int letter = code.getName().charAt(0);
            return OptionalInt.of(shift ? letter : Character.toLowerCase(letter));
        }
        Integer character = CHARACTERS.get(code);
        return character == null ? OptionalInt.empty() : OptionalInt.of(character);
    }

    private static Map<KeyCode, Integer> named() {
        Map<KeyCode, Integer> map = new EnumMap<>(KeyCode.class);
        map.put(KeyCode.BACK_SPACE, Keysym.BACK_SPACE);
        map.put(KeyCode.TAB, Keysym.TAB);
        map.put(KeyCode.ENTER, Keysym.RETURN);
        map.put(KeyCode.PAUSE, Keysym.PAUSE);
        map.put(KeyCode.SCROLL_LOCK, Keysym.SCROLL_LOCK);
        map.put(KeyCode.ESCAPE, Keysym.ESCAPE);
        map.put(KeyCode.DELETE, Keysym.DELETE);
        map.put(KeyCode.INSERT, Keysym.INSERT);
        map.put(KeyCode.HOME, Keysym.HOME);
        map.put(KeyCode.END, Keysym.END);
        map.put(KeyCode.PAGE_UP, Keysym.PAGE_UP);
        map.put(KeyCode.PAGE_DOWN, Keysym.PAGE_DOWN);
        map.put(KeyCode.LEFT, Keysym.LEFT);
        map.put(KeyCode.UP, Keysym.UP);
        map.put(KeyCode.RIGHT, Keysym.RIGHT);
        map.put(KeyCode.DOWN, Keysym.DOWN);
        map.put(KeyCode.KP_LEFT, Keysym.LEFT);
        map.put(KeyCode.KP_UP, Keysym.UP);
        map.put(KeyCode.KP_RIGHT, Keysym.RIGHT);
        map.put(KeyCode.KP_DOWN, Keysym.DOWN);
        map.put(KeyCode.CLEAR, Keysym.CLEAR);
        map.put(KeyCode.PRINTSCREEN, Keysym.PRINT);
        map.put(KeyCode.CONTEXT_MENU, Keysym.MENU);
        map.put(KeyCode.HELP, Keysym.HELP);
        map.put(KeyCode.UNDO, Keysym.UNDO);
        map.put(KeyCode.AGAIN, Keysym.REDO);
        map.put(KeyCode.FIND, Keysym.FIND);
        map.put(KeyCode.CANCEL, Keysym.CANCEL);
        map.put(KeyCode.NUM_LOCK, Keysym.NUM_LOCK);
        map.put(KeyCode.CAPS, Keysym.CAPS_LOCK);
        map.put(KeyCode.SHIFT, Keysym.SHIFT_LEFT);
        map.put(KeyCode.CONTROL, Keysym.CONTROL_LEFT);
        map.put(KeyCode.ALT, Keysym.ALT_LEFT);
        map.put(KeyCode.ALT_GRAPH, Keysym.ISO_LEVEL3_SHIFT);
        map.put(KeyCode.META, Keysym.META_LEFT);
        map.put(KeyCode.WINDOWS, Keysym.SUPER_LEFT);
        map.put(KeyCode.COMMAND, Keysym.SUPER_LEFT);
        map.put(KeyCode.MULTIPLY, Keysym.KP_MULTIPLY);
        map.put(KeyCode.ADD, Keysym.KP_ADD);
        map.put(KeyCode.SEPARATOR, Keysym.KP_SEPARATOR);
        map.put(KeyCode.SUBTRACT, Keysym.KP_SUBTRACT);
        map.put(KeyCode.DIVIDE, Keysym.KP_DIVIDE);
        KeyCode[] all = KeyCode.values();
        for (KeyCode code : all) {
            String codeName = code.name();
            if (codeName.matches("NUMPAD[0-9]")) {
                map.put(code, Keysym.KP_0 + codeName.charAt(6) - '0');
            } else if (codeName.matches("F[0-9]+")) {
                map.put(code, Keysym.F1 + Integer.parseInt(codeName.substring(1)) - 1);
            }
        }
        return map;
    }

    private static Map<KeyCode, Integer> characters() {
        Map<KeyCode, Integer> map = new EnumMap<>(KeyCode.class);
        map.put(KeyCode.SPACE, (int) ' ');
        map.put(KeyCode.COMMA, (int) ',');
        map.put(KeyCode.PERIOD, (int) '.');
        map.put(KeyCode.SLASH, (int) '/');
        map.put(KeyCode.SEMICOLON, (int) ';');
        map.put(KeyCode.EQUALS, (int) '=');
        map.put(KeyCode.MINUS, (int) '-');
        map.put(KeyCode.PLUS, (int) '+');
        map.put(KeyCode.NUMBER_SIGN, (int) '#');
        map.put(KeyCode.LESS, (int) '<');
        map.put(KeyCode.GREATER, (int) '>');
        map.put(KeyCode.OPEN_BRACKET, (int) '[');
        map.put(KeyCode.CLOSE_BRACKET, (int) ']');
        map.put(KeyCode.BACK_SLASH, (int) '\\');
        map.put(KeyCode.BACK_QUOTE, (int) '`');
        map.put(KeyCode.QUOTE, (int) '\'');
        map.put(KeyCode.UNDERSCORE, (int) '_');
        map.put(KeyCode.COLON, (int) ':');
        map.put(KeyCode.AT, (int) '@');
        for (char digit = '0'; digit <= '9'; digit++) {
            map.put(KeyCode.valueOf("DIGIT" + digit), (int) digit);
        }
        return map;
    }
}
