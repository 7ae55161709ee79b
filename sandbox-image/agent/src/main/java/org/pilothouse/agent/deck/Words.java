package org.pilothouse.agent.deck;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.http.Refusal;

/** Splits a command into words at its spaces, with a shell's quotes and backslashes; nothing else is special. */
final class Words {
    private static final char NO_QUOTE = 0;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote = NO_QUOTE;

    private Words(String text) {
        this.text = text;
    }

    static List<String> split(String text) {
        return new Words(text).split();
    }

    private List<String> split() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && quote != '\'';
            if (escapes && i + 1 < text.length() && (quote == NO_QUOTE || "\"\\$`".indexOf(text.charAt(i + 1)) >= 0)) {
                i++;
                add(text.charAt(i));
            } else if (quote == NO_QUOTE) {
                plain(c);
            } else if (c == quote) {
                quote = NO_QUOTE;
            } else {
                add(c);
            }
        }
        if (quote != NO_QUOTE) {
            throw Refusal.invalid("command", "command has a " + quote + " that is not closed");
        }
        end();
        return words;
    }

    private void plain(char c) {
        if (c == '\'' || c == '"') {
            quote = c;
            inWord = true;
        } else if (Character.isWhitespace(c)) {
            end();
        } else {
            add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
