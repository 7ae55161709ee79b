package org.pilothouse.rfb.fx.input;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The Latin letters that share a key with those of other scripts. A shortcut is meant by its key: programs on the remote side look for
 * Ctrl+C, and with a remote keyboard that has no such layout nothing would tell them.
 */
final class LatinShortcuts {
    private static final Map<Integer, String> LATIN = new HashMap<>();

    static {
        String keys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
        pair(
                "\u0439\u0446\u0443\u043a\u0435\u043d\u0433\u0448\u0449\u0437\u0445\u044a\u0444\u044b\u0432\u0430\u043f\u0440\u043e\u043b\u0434"
                        + "\u0436\u044d\u044f\u0447\u0441\u043c\u0438\u0442\u044c\u0431\u044e\u0451",
                keys);
        // Ukrainian and Belarusian, where they differ
        pair("\u0456\u0457\u0454\u045e", "s]'o");
        // Greek
        pair(
                "\u03c2\u03b5\u03c1\u03c4\u03c5\u03b8\u03b9\u03bf\u03c0\u03b1\u03c3\u03b4\u03c6\u03b3\u03b7\u03be\u03ba\u03bb"
                        + "\u03b6\u03c7\u03c8\u03c9\u03b2\u03bd\u03bc",
                "wertyuiopasdfghjklzxcvbnm");
        // Hebrew
        pair(
                "\u05e7\u05e8\u05d0\u05d8\u05d5\u05df\u05dd\u05e4\u05e9\u05d3\u05d2\u05db\u05e2\u05d9\u05d7\u05dc\u05da"
                        + "\u05d6\u05e1\u05d1\u05d4\u05e0\u05de\u05e6",
                "ertyuiopasdfghjklzxcvbnm");
    }

    private LatinShortcuts() {}

    /** The text of the same key on a Latin keyboard, in the same case; the text itself where there is none. */
    static String latin(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
            return text;
        }
        int character = text.codePointAt(0);
        String latin = LATIN.get(Character.toLowerCase(character));
        if (latin == null) {
            return text;
        }
        return Character.isUpperCase(character) ? latin.toUpperCase(Locale.ROOT) : latin;
    }

    private static void pair(String others, String latin) {
        if (others.length() != latin.length()) {
            throw new IllegalStateException(others + " and " + latin + " are not of one length.");
        }
        for (int i = 0; i < latin.length(); i++) {
            LATIN.put((int) others.charAt(i), latin.substring(i, i + 1));
        }
    }
}
