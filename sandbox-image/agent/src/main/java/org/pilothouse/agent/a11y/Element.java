package org.pilothouse.agent.a11y;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.desktop.Rect;

/**
 * What a program says of one of its elements.
 *
 * @param role such as {@code push button}
 * @param value text of an entry, number of a slider; never that of a password field
 * @param states such as {@code showing}, sorted; {@code unresponsive}, which is ours, where the program does not answer
 * @param bounds of what can be seen of it, px on the screen; of no size where nothing can
 * @param actions names that it can be asked to do
 */
public record Element(
        ElementRef ref,
        String role,
        String name,
        @Nullable String value,
        List<String> states,
        Rect bounds,
        List<String> actions,
        List<Element> children) {
    static final Set<String> WINDOW_ROLES =
            Set.of("frame", "window", "dialog", "alert", "file chooser", "color chooser", "internal frame");

    public Element {
        states = List.copyOf(states);
        actions = List.copyOf(actions);
        children = List.copyOf(children);
    }

    public boolean showing() {
        return states.contains("showing");
    }

    /** Whether it is a window of its own. */
    public boolean isWindow() {
        return WINDOW_ROLES.contains(role);
    }

    /** Whether there is something of it to point at. */
    public boolean hasPlace() {
        return bounds.width() > 0 && bounds.height() > 0;
    }
}
