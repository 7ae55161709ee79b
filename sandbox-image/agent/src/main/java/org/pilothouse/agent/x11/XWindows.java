package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Windows, as the window manager tells them by the EWMH properties. */
public final class XWindows {
    private static final List<String> TYPES =
            List.of("DESKTOP", "DOCK", "TOOLBAR", "MENU", "UTILITY", "SPLASH", "DIALOG", "NORMAL");
    private static final int IS_VIEWABLE = 2;
    /** In units of four bytes. */
    private static final long MAX_PROPERTY = 16_384;

    private final XConnection x;
    private final Map<String, Long> atoms = new HashMap<>();

    XWindows(XConnection x) {
        this.x = x;
    }

    /** Whether a window manager is there and ready for windows. */
    public boolean windowManagerRuns() {
        long[] check = longs(x.root(), "_NET_SUPPORTING_WM_CHECK");
        // The property outlives a dead window manager; its window does not.
        return check.length == 1 && longs(check[0], "_NET_SUPPORTING_WM_CHECK").length == 1;
    }

    /** All windows, in the order in which they came. */
    public List<XWindow> list() {
        List<XWindow> windows = new ArrayList<>();
        for (long id : longs(x.root(), "_NET_CLIENT_LIST")) {
            // A window may go away at any time; then it is left out.
            describe(id).ifPresent(windows::add);
        }
        return windows;
    }

    private Optional<XWindow> describe(long id) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(136, 8);
            if (LibX11.getAttributes(x.display(), id, attributes) == 0) {
                x.clearErrors();
                return Optional.empty();
            }
            Size size = new Size(attributes.get(JAVA_INT, 8), attributes.get(JAVA_INT, 12));
            boolean mapped = attributes.get(JAVA_INT, 92) == IS_VIEWABLE;
            if (LibX11.translate(x.display(), id, x.root(), x.results()) == 0) {
                x.clearErrors();
                return Optional.empty();
            }
            int left = x.results().get(JAVA_INT, 0);
            int top = x.results().get(JAVA_INT, 8);
            String title =
                    text(id, "_NET_WM_NAME").or(() -> text(id, "WM_NAME")).orElse("");
            return Optional.of(new XWindow(id, title, types(id), left, top, size, mapped));
        }
    }

    private Set<String> types(long window) {
        Set<String> found = new LinkedHashSet<>();
        for (long atom : longs(window, "_NET_WM_WINDOW_TYPE")) {
            for (String type : TYPES) {
                if (atom == atom("_NET_WM_WINDOW_TYPE_" + type)) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    private Optional<String> text(long window, String property) {
        byte[] bytes = property(window, property, 8);
        return bytes.length == 0 ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private long[] longs(long window, String property) {
        byte[] bytes = property(window, property, 32);
        long[] values = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().get(values);
        return values;
    }

    /** The bytes of a property; none where the window lacks it, or holds it in another format, or is gone. */
    private byte[] property(long window, String property, int format) {
        MemorySegment results = x.results();
        if (LibX11.getProperty(x.display(), window, atom(property), MAX_PROPERTY, results) != 0) {
            x.clearErrors();
            return new byte[0];
        }
        x.clearErrors();
        MemorySegment data = results.get(ADDRESS, 32);
        if (data.equals(MemorySegment.NULL)) {
            return new byte[0];
        }
        try {
            if (results.get(JAVA_INT, 8) != format) {
                return new byte[0];
            }
            // Xlib hands 32-bit items out as longs.
            long itemBytes = format == 32 ? Long.BYTES : format / 8;
            return data.reinterpret(results.get(JAVA_LONG, 16) * itemBytes).toArray(JAVA_BYTE);
        } finally {
            LibX11.free(data);
        }
    }

    private long atom(String name) {
        return atoms.computeIfAbsent(name, n -> {
            try (Arena arena = Arena.ofConfined()) {
                return LibX11.internAtom(x.display(), arena.allocateFrom(n));
            }
        });
    }
}
