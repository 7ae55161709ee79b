package org.pilothouse.agent.desktop;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pilothouse.agent.x11.XWindow;

/** References to windows of the X server: {@code x11:<id>}. */
final class WindowRefs {
    private static final Pattern REF = Pattern.compile("x11:([0-9]{1,10})");

    private WindowRefs() {}

    static String of(XWindow window) {
        return "x11:" + window.id();
    }

    static OptionalLong parse(String ref) {
        Matcher matcher = REF.matcher(ref);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
