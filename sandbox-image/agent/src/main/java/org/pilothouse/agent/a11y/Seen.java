package org.pilothouse.agent.a11y;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.desktop.Rect;

/** An element while the tree is being read: what is known of it so far. */
final class Seen {
    static final Rect NOWHERE = new Rect(0, 0, 0, 0);

    final ElementRef ref;
    final List<Seen> children = new ArrayList<>();

    @Nullable
    Seen parent;

    String role = "unknown";
    String name = "";
    long states;
    Rect bounds = NOWHERE;
    List<String> interfaces = List.of();
    /** Its program does not answer. */
    boolean unresponsive;

    Seen(ElementRef ref, @Nullable Seen parent) {
        this.ref = ref;
        this.parent = parent;
    }

    /** Whether its program says that it shows; whether it can be seen, {@link Places} knows. */
    boolean claimsToShow() {
        return States.has(states, "showing");
    }

    boolean isWindow() {
        return Element.WINDOW_ROLES.contains(role);
    }

    /** Whether {@code other} is in it. */
    boolean contains(Seen other) {
        for (Seen at = other.parent; at != null; at = at.parent) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }
}
