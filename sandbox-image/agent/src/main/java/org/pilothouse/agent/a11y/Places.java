package org.pilothouse.agent.a11y;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.pilothouse.protocol.desktop.Rect;

/**
 * What can be seen of elements. Programs tell where an element lies, also of rows that were scrolled away, of helper
 * windows that are kept far off the screen, and of windows that are minimized.
 */
final class Places {
    /** What is in these is cut to them. */
    private static final Set<String> SCROLLING = Set.of("scroll pane", "viewport", "document web", "document frame");
    /** These are surfaces of their own, wherever in the tree they hang. */
    private static final Set<String> SURFACES = Set.of(
            "frame", "window", "dialog", "alert", "file chooser", "color chooser", "menu", "popup menu", "tool tip");

    private final Rect screen;
    private final Map<Seen, Rect> clips = new HashMap<>();

    Places(Rect screen) {
        this.screen = screen;
    }

    /** The part of the element that can be seen, on the screen, px; of no size where there is none. */
    Rect visible(Seen element) {
        return intersection(element.bounds, clip(element));
    }

    /** Whether the element shows, and there is something of it to be seen. */
    boolean shows(Seen element) {
        Rect visible = visible(element);
        return element.claimsToShow() && visible.width() > 0 && visible.height() > 0;
    }

    static boolean scrolls(Seen element) {
        return SCROLLING.contains(element.role);
    }

    private Rect clip(Seen element) {
        Seen parent = element.parent;
        if (parent == null || SURFACES.contains(element.role)) {
            return minimized(element) ? Seen.NOWHERE : screen;
        }
        Rect known = clips.get(element);
        if (known == null) {
            known = clip(parent);
            if (scrolls(parent) && parent.bounds.width() > 0) {
                known = intersection(known, parent.bounds);
            }
            clips.put(element, known);
        }
        return known;
    }

    private static boolean minimized(Seen element) {
        for (Seen at = element; at != null; at = at.parent) {
            if (States.has(at.states, "iconified")) {
                return true;
            }
        }
        return false;
    }

    /** Where they do not meet, the nearest place in {@code frame}, of no size. */
    static Rect intersection(Rect rect, Rect frame) {
        long left = Math.clamp(rect.x(), (long) frame.x(), (long) frame.x() + frame.width());
        long top = Math.clamp(rect.y(), (long) frame.y(), (long) frame.y() + frame.height());
        long right = Math.min((long) rect.x() + rect.width(), (long) frame.x() + frame.width());
        long bottom = Math.min((long) rect.y() + rect.height(), (long) frame.y() + frame.height());
        boolean meet = right > left && bottom > top;
        return new Rect((int) left, (int) top, meet ? (int) (right - left) : 0, meet ? (int) (bottom - top) : 0);
    }
}
