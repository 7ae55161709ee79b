package org.pilothouse.gateway.run;

import java.util.List;
import java.util.Optional;
import org.pilothouse.protocol.desktop.DesktopSnapshot.Window;

/** The windows of a desktop, as a node lists them: the topmost last. */
record Windows(List<Window> all) {
    static final Windows NONE = new Windows(List.of());

    /** Where keys go. */
    Optional<Window> focused() {
        return all.stream()
                .filter(window -> Boolean.TRUE.equals(window.focused()))
                .findFirst();
    }

    /** What a click there meets; empty on the bare desktop. */
    Optional<Window> at(int x, int y) {
        return all.reversed().stream()
                .filter(window -> window.bounds() != null && window.bounds().contains(x, y))
                .findFirst();
    }
}
