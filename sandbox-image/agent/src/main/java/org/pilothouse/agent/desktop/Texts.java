package org.pilothouse.agent.desktop;

/** Texts of the desktop, as long as the wire has room for them. */
final class Texts {
    private static final int MOST = 512;

    private Texts() {}

    static String cut(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        // not between the halves of a character
        return text.substring(0, Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST);
    }
}
