package org.pilothouse.gateway.run;

import java.util.List;
import java.util.Optional;
import org.pilothouse.protocol.desktop.DesktopSnapshot.Window;
import org.pilothouse.protocol.desktop.Rect;

/** The windows of a desktop, as a node lists them: the topmost last. */
record Windows(List<Window> all) {
    static final Windows NONE = new Windows(List.of());

    /** Where keys go. */
    Optional<Window> focused() {
        return all.stream()
                .filter(window -> Boolean.TRUE.equals(window.focused()))
                .findFirst();
    }

    /** All that cover the middle of it. */
    List<Window> around(Rect place) {
        int x = place.x() + place.width() / 2;
        int y = place.y() + place.height() / 2;
        return all.stream()
                .filter(window -> window.bounds() != null && window.bounds().contains(x, y))
                .toList();
    }

    /** What a click there meets; empty on the bare desktop. */
    Optional<Window> at(int x, int y) {
        return all.reversed().stream()
                .filter(window -> window.bounds() != null && window.bounds().contains(x, y))
                .findFirst();
    }
}
