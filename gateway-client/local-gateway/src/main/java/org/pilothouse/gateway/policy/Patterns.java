package org.pilothouse.gateway.policy;

import com.google.re2j.Pattern;

/** Patterns that take time in proportion to the text, whoever wrote them. */
final class Patterns {
    /** Longer than any pattern that a person reads; with the repeats below it bounds the memory that one takes. */
    static final int MAX_LENGTH = 300;

    private static final int MAX_REPEATS = 1000;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private Patterns() {}

    static Pattern regex(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** {@code *} and {@code ?} stand for any text and any character; a backslash takes the meaning of what follows away. */
    static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '\\' -> {
                    i = Math.min(i + 1, glob.length() - 1);
                    regex.append(Pattern.quote(glob.substring(i, i + 1)));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** A glob that matches this text only. */
    static String literalGlob(String text) {
        return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }

    /** Whether repeats inside of repeats would make it too large to be kept. */
    static boolean repeatsTooOften(String regex) {
        long product = 1;
        var counts = COUNT.matcher(regex);
        while (counts.find()) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            product *= Math.max(1, most.length() > 6 ? MAX_REPEATS + 1L : Long.parseLong(most));
            if (product > MAX_REPEATS) {
                return true;
            }
        }
        return false;
    }
}
