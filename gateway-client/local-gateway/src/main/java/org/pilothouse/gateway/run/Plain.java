package org.pilothouse.gateway.run;

import org.jspecify.annotations.Nullable;

/**
 * Text that a sandbox wrote and a person decides by: without control characters and without those invisible ones that
 * turn the direction of what follows, so that it cannot look like something else.
 */
final class Plain {
    private static final int MAX = 512;

    private Plain() {}

    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        ? ' '
                        : c)
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .limit(MAX)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
