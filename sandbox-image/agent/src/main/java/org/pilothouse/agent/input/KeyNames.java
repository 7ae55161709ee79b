package org.pilothouse.agent.input;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.pilothouse.agent.x11.XKeyboard;

/**
 * Names of keys, as people and models write them: X names ({@code Page_Up}), browser names ({@code ArrowUp}), nut.js
 * names ({@code LeftControl}, {@code Num1}), short forms ({@code esc}, {@code ctrl}), single characters. Case counts
 * only for X names that differ by it.
 */
final class KeyNames {
    static final long SHIFT = 0xffe1;
    static final long CONTROL = 0xffe3;
    static final long ALT = 0xffe9;
    static final long SUPER = 0xffeb;
    static final long CAPS_LOCK = 0xffe5;
    static final long RETURN = 0xff0d;
    static final long TAB = 0xff09;
    static final long BACK_SPACE = 0xff08;
    static final long ESCAPE = 0xff1b;
    private static final long UNICODE = 0x0100_0000L;

    private static final Map<String, Long> ALIASES = aliases();

    private KeyNames() {}

    /**
     * The symbol of a key's name; a letter is that of its key without Shift.
     *
     * @throws InputException where there is no such key
     */
    static long keysym(String name) throws InputException {
        if (name.codePointCount(0, name.length()) == 1) {
            return ofCharacter(Character.toLowerCase(name.codePointAt(0)));
        }
        Long alias = ALIASES.get(
                name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", ""));
        if (alias != null) {
            return alias;
        }
        OptionalLong official = XKeyboard.keysym(name);
        if (official.isEmpty()) {
            throw new InputException("Unknown key: " + name);
        }
        return official.getAsLong();
    }

    /**
     * The symbol that gives this character when typed.
     *
     * @throws InputException for a control character that no key gives
     */
    static long ofCharacter(int codePoint) throws InputException {
        return switch (codePoint) {
            case '\n', '\r' -> RETURN;
            case '\t' -> TAB;
            case '\b' -> BACK_SPACE;
            case 0x1b -> ESCAPE;
            case 0x7f -> 0xffff;
            default -> {
                if (Character.isISOControl(codePoint)) {
                    throw new InputException(String.format("No key gives the control character U+%04X", codePoint));
                }
                yield codePoint < 0x100 ? codePoint : UNICODE + codePoint;
            }
        };
    }

    static boolean isModifier(long keysym) {
        return keysym >= SHIFT && keysym <= 0xffee && keysym != CAPS_LOCK && keysym != 0xffe6;
    }

    private static Map<String, Long> aliases() {
        Map<String, Long> names = new HashMap<>();
        put(names, RETURN, "enter", "return", "cr");
        put(names, ESCAPE, "escape", "esc");
        put(names, TAB, "tab");
        put(names, BACK_SPACE, "backspace", "bksp");
        put(names, 0xffff, "delete", "del");
        put(names, 0xff63, "insert", "ins");
        put(names, 0x20, "space", "spacebar");
        put(names, 0xff50, "home");
        put(names, 0xff57, "end");
        put(names, 0xff51, "left", "arrowleft", "leftarrow");
        put(names, 0xff52, "up", "arrowup", "uparrow");
        put(names, 0xff53, "right", "arrowright", "rightarrow");
        put(names, 0xff54, "down", "arrowdown", "downarrow");
        put(names, 0xff55, "pageup", "pgup", "prior");
        put(names, 0xff56, "pagedown", "pgdn", "pgdown", "next");
        put(names, SHIFT, "shift", "shiftleft", "leftshift", "shiftl");
        put(names, 0xffe2, "shiftright", "rightshift", "shiftr");
        put(names, CONTROL, "ctrl", "control", "ctl", "controlleft", "leftcontrol", "controll", "leftctrl");
        put(names, 0xffe4, "controlright", "rightcontrol", "controlr", "rightctrl");
        put(names, ALT, "alt", "option", "opt", "altleft", "leftalt", "altl");
        put(names, 0xffea, "altright", "rightalt", "altr");
        put(names, 0xfe03, "altgr", "altgraph");
        put(
                names,
                SUPER,
                "super",
                "cmd",
                "command",
                "meta",
                "win",
                "windows",
                "os",
                "superleft",
                "leftsuper",
                "superl");
        put(names, SUPER, "leftcmd", "leftwin", "leftmeta", "metaleft");
        put(names, 0xffec, "superright", "rightsuper", "superr", "rightcmd", "rightwin", "rightmeta", "metaright");
        put(names, CAPS_LOCK, "capslock", "caps");
        put(names, 0xff7f, "numlock");
        put(names, 0xff14, "scrolllock");
        put(names, 0xff61, "print", "printscreen", "prtsc", "sysrq");
        put(names, 0xff13, "pause", "break");
        put(names, 0xff67, "menu", "contextmenu", "apps");
        put(names, '`', "grave", "backquote", "backtick");
        put(names, '-', "minus", "hyphen", "dash");
        put(names, '=', "equal", "equals");
        put(names, '+', "plus");
        put(names, '[', "leftbracket", "bracketleft");
        put(names, ']', "rightbracket", "bracketright");
        put(names, '\\', "backslash");
        put(names, '/', "slash");
        put(names, ';', "semicolon");
        put(names, '\'', "quote", "apostrophe");
        put(names, ',', "comma");
        put(names, '.', "period", "dot");
        put(names, 0xffab, "add", "numpadadd");
        put(names, 0xffad, "subtract", "numpadsubtract");
        put(names, 0xffaa, "multiply", "numpadmultiply");
        put(names, 0xffaf, "divide", "numpaddivide");
        put(names, 0xffae, "decimal", "numpaddecimal");
        put(names, 0xff8d, "numpadenter", "kpenter");
        put(names, 0x1008_ff12L, "audiomute", "volumemute");
        put(names, 0x1008_ff11L, "audiovoldown", "volumedown");
        put(names, 0x1008_ff13L, "audiovolup", "volumeup");
        for (int digit = 0; digit <= 9; digit++) {
            put(names, '0' + digit, "num" + digit, "digit" + digit);
            put(names, 0xffb0 + digit, "numpad" + digit, "kp" + digit);
        }
        for (int key = 1; key <= 24; key++) {
            put(names, 0xffbd + key, "f" + key);
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            put(names, letter, "key" + letter);
        }
        return Map.copyOf(names);
    }

    private static void put(Map<String, Long> names, long keysym, String... aliases) {
        for (String alias : aliases) {
            names.put(alias, keysym);
        }
    }
}
