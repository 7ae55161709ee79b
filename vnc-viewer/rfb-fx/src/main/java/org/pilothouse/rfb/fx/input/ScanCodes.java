package org.pilothouse.rfb.fx.input;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.input.KeyCode;

/**
 * Places on the keyboard, as XT set 1 codes. JavaFX does not tell where a key is, so these are known only for keys that are at the same
 * place on every keyboard, and for characters that are printed on a US one, which virtual machines take for granted.
 */
final class ScanCodes {
    /** Rows of a US keyboard, by the scan code of their first key. */
    private static final Map<Integer, String> PLAIN =
            Map.of(0x02, "1234567890-=", 0x10, "qwertyuiop[]", 0x1e, "asdfghjkl;'`", 0x2b, "\\zxcvbnm,./");

    private static final Map<Integer, String> SHIFTED =
            Map.of(0x02, "!@#$%^&*()_+", 0x10, "QWERTYUIOP{}", 0x1e, "ASDFGHJKL:\"~", 0x2b, "|ZXCVBNM<>?");

    private static final Map<KeyCode, Integer> NAMED = named();

    private ScanCodes() {}

    /**
     * The scan code of a key with this text; 0 where it is not known. The code says nothing about the text, so the modifiers that are
     * down must be those that make it on a US keyboard.
     *
     * @param shift whether Shift is down, alone
     */
    static int of(KeyCode code, String text, boolean shift) {
        Integer named = NAMED.get(code);
        if (named != null) {
            return named;
        }
        return text.length() == 1 ? printed(text.charAt(0), shift ? SHIFTED : PLAIN) : 0;
    }

    /** The scan code of a key that has it wherever it is; 0 for others. */
    static int of(KeyCode code) {
        return NAMED.getOrDefault(code, 0);
    }

    private static int printed(char character, Map<Integer, String> rows) {
        for (Map.Entry<Integer, String> row : rows.entrySet()) {
            int at = row.getValue().indexOf(character);
            if (at >= 0) {
                return row.getKey() + at;
            }
        }
        return 0;
    }

    private static Map<KeyCode, Integer> named() {
        Map<KeyCode, Integer> map = new EnumMap<>(KeyCode.class);
        map.put(KeyCode.ESCAPE, 0x01);
        map.put(KeyCode.BACK_SPACE, 0x0e);
        map.put(KeyCode.TAB, 0x0f);
        map.put(KeyCode.ENTER, 0x1c);
        map.put(KeyCode.CONTROL, 0x1d);
        map.put(KeyCode.SHIFT, 0x2a);
        map.put(KeyCode.ALT, 0x38);
        map.put(KeyCode.SPACE, 0x39);
        map.put(KeyCode.CAPS, 0x3a);
        map.put(KeyCode.NUM_LOCK, 0x45);
        map.put(KeyCode.SCROLL_LOCK, 0x46);
        map.put(KeyCode.F11, 0x57);
        map.put(KeyCode.F12, 0x58);
        KeyCode[] functions = {
            KeyCode.F1, KeyCode.F2, KeyCode.F3, KeyCode.F4, KeyCode.F5,
            KeyCode.F6, KeyCode.F7, KeyCode.F8, KeyCode.F9, KeyCode.F10
        };
        for (int i = 0; i < functions.length; i++) {
            map.put(functions[i], 0x3b + i);
        }
        map.put(KeyCode.NUMPAD7, 0x47);
        map.put(KeyCode.NUMPAD8, 0x48);
        map.put(KeyCode.NUMPAD9, 0x49);
        map.put(KeyCode.SUBTRACT, 0x4a);
        map.put(KeyCode.NUMPAD4, 0x4b);
        map.put(KeyCode.NUMPAD5, 0x4c);
        map.put(KeyCode.NUMPAD6, 0x4d);
        map.put(KeyCode.ADD, 0x4e);
        map.put(KeyCode.NUMPAD1, 0x4f);
        map.put(KeyCode.NUMPAD2, 0x50);
        map.put(KeyCode.NUMPAD3, 0x51);
        map.put(KeyCode.NUMPAD0, 0x52);
        map.put(KeyCode.DECIMAL, 0x53);
        map.put(KeyCode.MULTIPLY, 0x37);
        // 0x80 stands for the prefix E0
        map.put(KeyCode.DIVIDE, 0x80 | 0x35);
        map.put(KeyCode.ALT_GRAPH, 0x80 | 0x38);
        map.put(KeyCode.HOME, 0x80 | 0x47);
        map.put(KeyCode.UP, 0x80 | 0x48);
        map.put(KeyCode.PAGE_UP, 0x80 | 0x49);
        map.put(KeyCode.LEFT, 0x80 | 0x4b);
        map.put(KeyCode.RIGHT, 0x80 | 0x4d);
        map.put(KeyCode.END, 0x80 | 0x4f);
        map.put(KeyCode.DOWN, 0x80 | 0x50);
        map.put(KeyCode.PAGE_DOWN, 0x80 | 0x51);
        map.put(KeyCode.INSERT, 0x80 | 0x52);
        map.put(KeyCode.DELETE, 0x80 | 0x53);
        map.put(KeyCode.WINDOWS, 0x80 | 0x5b);
        map.put(KeyCode.COMMAND, 0x80 | 0x5b);
        map.put(KeyCode.CONTEXT_MENU, 0x80 | 0x5d);
        map.put(KeyCode.PRINTSCREEN, 0x54);
        map.put(KeyCode.PAUSE, 0xc6);
        return map;
    }
}
