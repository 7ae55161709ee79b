package org.pilothouse.app.artifact;

/** Texts of others, fit for one line. */
public final class Words {
    private Words() {}

    /** At most so many characters, on one line; three dots tell that there was more. */
    public static String cut(String text, int most) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }
}
