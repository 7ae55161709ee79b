package org.pilothouse.agent.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pilothouse.agent.x11.XCapture.RawScreen;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XWindow;

/** Looks how far the desktop is painted. One look takes about a millisecond. */
final class PaintWatch {
    private static final int ENOUGH_COLOURS = 8;

    private PaintWatch() {}

    /** What there is to see. */
    enum Seen {
        NOTHING,
        WINDOW_MANAGER,
        WINDOWS,
        PICTURE
    }

    static Seen look(XConnection x) throws XException {
        if (!x.windows().windowManagerRuns()) {
            return Seen.NOTHING;
        }
        List<XWindow> windows = x.windows().list();
        XWindow panel = shown(windows, "DOCK");
        XWindow desktop = shown(windows, "DESKTOP");
        if (panel == null || desktop == null) {
            return Seen.WINDOW_MANAGER;
        }
        RawScreen screen = x.capture().raw();
        boolean painted = colours(screen, panel) && colours(screen, desktop);
        return painted ? Seen.PICTURE : Seen.WINDOWS;
    }

    private static @org.jspecify.annotations.Nullable XWindow shown(List<XWindow> windows, String type) {
        return windows.stream()
                .filter(w -> w.mapped() && w.types().contains(type))
                .findFirst()
                .orElse(null);
    }

    /** A window that was only cleared has one colour; ours have a gradient, text and icons. */
    private static boolean colours(RawScreen screen, XWindow window) {
        int right = Math.min(screen.size().width(), window.x() + window.size().width());
        int bottom = Math.min(screen.size().height(), window.y() + window.size().height());
        Set<Integer> colours = new HashSet<>();
        int[] row = new int[screen.size().width()];
        for (int y = Math.max(0, window.y()); y < bottom; y += 3) {
            screen.copyRow(y, row, 0, row.length);
            for (int x = Math.max(0, window.x()); x < right; x += 3) {
                if (colours.add(row[x] & 0xff_ffff) && colours.size() >= ENOUGH_COLOURS) {
                    return true;
                }
            }
        }
        return false;
    }
}
