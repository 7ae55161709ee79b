package org.pilothouse.agent.a11y;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.dbus.Variant;
import org.pilothouse.protocol.desktop.Rect;

/** Reads answers of programs, which may be of any type and size: what is not as it should be counts as nothing. */
final class Answers {
    private static final double WHOLE_NUMBERS = 1e15;

    private Answers() {}

    static Object inner(Object value) {
        return value instanceof Variant variant ? variant.value() : value;
    }

    /** A text, the beginning of it where it is longer. */
    static String text(Object value, int most) {
        return inner(value) instanceof String text ? cut(text, most) : "";
    }

    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // not between the halves of a character
        int end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }

    /** A number as people write it, without needless zeros. */
    static @Nullable String number(Object value) {
        if (!(inner(value) instanceof Number number)) {
            return null;
        }
        double exact = number.doubleValue();
        if (Double.isNaN(exact) || Double.isInfinite(exact)) {
            return null;
        }
        return exact == Math.rint(exact) && Math.abs(exact) < WHOLE_NUMBERS
                ? String.valueOf((long) exact)
                : String.valueOf(exact);
    }

    /** Two words of 32 bits, the lower one first. */
    static long bits(Object value) {
        long bits = 0;
        if (value instanceof List<?> words) {
            for (int i = 0; i < Math.min(2, words.size()); i++) {
                bits |= words.get(i) instanceof Long word ? word << (32 * i) : 0;
            }
        }
        return bits;
    }

    static Rect rect(Object value) {
        if (value instanceof List<?> edges
                && edges.size() == 4
                && edges.get(0) instanceof Integer x
                && edges.get(1) instanceof Integer y
                && edges.get(2) instanceof Integer width
                && edges.get(3) instanceof Integer height) {
            return new Rect(x, y, Math.max(0, width), Math.max(0, height));
        }
        return Seen.NOWHERE;
    }

    static List<String> texts(Object value, int most) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list.subList(0, Math.min(list.size(), most))) {
                if (item instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
