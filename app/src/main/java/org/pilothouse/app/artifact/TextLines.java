package org.pilothouse.app.artifact;

import java.util.ArrayList;
import java.util.List;

/**
 * A text, line by line.
 *
 * @param cut whether there was more than is taken
 */
public record TextLines(List<String> lines, boolean cut) {
    static final int MOST_LINES = 200_000;
    /** A longer line would be laid out for seconds. */
    static final int LONGEST_LINE = 4000;

    public TextLines {
        lines = List.copyOf(lines);
    }

    public static TextLines of(String text) {
        List<String> lines = new ArrayList<>();
        boolean cut = false;
        int at = 0;
        while (at <= text.length()) {
            if (lines.size() == MOST_LINES) {
                cut = true;
                break;
            }
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            if (line.endsWith("\r")) {
                line = line.substring(0, line.length() - 1);
            }
            if (line.length() > LONGEST_LINE) {
                line = line.substring(0, LONGEST_LINE) + "…";
                cut = true;
            }
            if (end < 0 && line.isEmpty() && !lines.isEmpty()) {
                break;
            }
            lines.add(line);
            at = end < 0 ? text.length() + 1 : end + 1;
        }
        return new TextLines(lines, cut);
    }
}
