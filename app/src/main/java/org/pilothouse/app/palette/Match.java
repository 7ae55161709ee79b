package org.pilothouse.app.palette;

import java.util.Locale;

/** How well a name fits what was typed. */
final class Match {
    /** Does not fit at all. */
    static final int NONE = -1;

    private static final int WHOLE_PREFIX = 1000;
    private static final int WORD_PREFIX = 700;
    private static final int INSIDE = 400;
    private static final int SCATTERED = 100;

    private Match() {}

    /** Larger is better; {@link #NONE} where not every letter is there in order. */
    static int score(String typed, String name) {
        String query = typed.strip().toLowerCase(Locale.ROOT);
        String text = name.toLowerCase(Locale.ROOT);
        if (query.isEmpty()) {
            return 0;
        }
        int at = text.indexOf(query);
        if (at == 0) {
            return WHOLE_PREFIX - text.length();
        }
        if (at > 0) {
            boolean startsWord = !Character.isLetterOrDigit(text.charAt(at - 1));
            return (startsWord ? WORD_PREFIX : INSIDE) - text.length();
        }
        return scattered(query, text);
    }

    private static int scattered(String query, String text) {
        int position = 0;
        int gaps = 0;
        for (int i = 0; i < query.length(); i++) {
            int found = text.indexOf(query.charAt(i), position);
            if (found < 0) {
                return NONE;
            }
            gaps += found - position;
            position = found + 1;
        }
        return Math.max(0, SCATTERED - gaps);
    }
}
