package org.pilothouse.gateway.policy;

import org.pilothouse.protocol.desktop.Rect;

/** Rectangles against each other; sums are long, as sides are whatever somebody wrote. */
final class Regions {
    private Regions() {}

    static boolean touch(Rect one, Rect other) {
        return one.x() < (long) other.x() + other.width()
                && other.x() < (long) one.x() + one.width()
                && one.y() < (long) other.y() + other.height()
                && other.y() < (long) one.y() + one.height();
    }

    static boolean holds(Rect outer, Rect inner) {
        return inner.x() >= outer.x()
                && inner.y() >= outer.y()
                && (long) inner.x() + inner.width() <= (long) outer.x() + outer.width()
                && (long) inner.y() + inner.height() <= (long) outer.y() + outer.height();
    }
}
