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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Windows, as the window manager tells them by the EWMH properties. */
public final class XWindows {
    private static final List<String> TYPES =
            List.of("DESKTOP", "DOCK", "TOOLBAR", "MENU", "UTILITY", "SPLASH", "DIALOG", "NORMAL");
    private static final List<String> STATES = List.of(
            "HIDDEN",
            "FULLSCREEN",
            "MAXIMIZED_VERT",
            "MAXIMIZED_HORZ",
            "ABOVE",
            "MODAL",
            "SHADED",
            "DEMANDS_ATTENTION");
    private static final int IS_VIEWABLE = 2;
    /** Of {@code WM_CHANGE_STATE} (ICCCM section 4.1.4). */
    private static final long ICONIC = 3;

    private static final long REMOVE = 0;
    private static final long ADD = 1;
    private static final long ALL_DESKTOPS = 0xffff_ffffL;
    private static final int CLIENT_MESSAGE = 33;
    private static final long SUBSTRUCTURE_NOTIFY = 1L << 19;
    private static final long SUBSTRUCTURE_REDIRECT = 1L << 20;
    /** Says that a person or their tool wants it, not the window itself. */
    private static final long FROM_A_PAGER = 2;

    /** In units of four bytes. */
    private static final long MAX_PROPERTY = 16_384;

    private static final long MAX_SELECTION = 8L * 1024 * 1024;
    /** Of {@code _NET_MOVERESIZE_WINDOW}: the place is that of the window itself, not of the frame around it. */
    private static final long STATIC_GRAVITY = 10;

    private static final long WITH_X_AND_Y = 3L << 8;
    private static final long WITH_SIZE = 3L << 10;
    private static final int MAX_DEPTH = 6;

    private final XConnection x;

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

    /** All windows, the topmost one last; in the order in which they came where nobody tells. */
    public List<XWindow> stacked() {
        long[] ids = longs(x.root(), "_NET_CLIENT_LIST_STACKING");
        if (ids.length == 0) {
            return list();
        }
        List<XWindow> windows = new ArrayList<>();
        for (long id : ids) {
            describe(id).ifPresent(windows::add);
        }
        return windows;
    }

    /** The window that has the keyboard; 0 for none. */
    public long active() {
        // Some window managers (xfwm4) write a second, empty entry.
        long[] active = longs(x.root(), "_NET_ACTIVE_WINDOW");
        return active.length >= 1 ? active[0] : 0;
    }

    /** Asks the window manager to bring a window to the front and give it the keyboard, which it does soon after. */
    public void activate(long id) {
        ask(id, "_NET_ACTIVE_WINDOW", FROM_A_PAGER);
    }

    /** Asks for another place, that of the window without its frame. */
    public void move(long id, int left, int top) {
        ask(id, "_NET_MOVERESIZE_WINDOW", STATIC_GRAVITY | WITH_X_AND_Y | FROM_A_PAGER << 12, left, top, 0, 0);
    }

    /** Asks for another size, that of the window without its frame. */
    public void resize(long id, int width, int height) {
        ask(id, "_NET_MOVERESIZE_WINDOW", STATIC_GRAVITY | WITH_SIZE | FROM_A_PAGER << 12, 0, 0, width, height);
    }

    /** Asks for it to be put away; it stays a window that can be brought back. */
    public void minimize(long id) {
        ask(id, "WM_CHANGE_STATE", ICONIC);
    }

    /** Asks for it to fill the screen but for panels, or no more. */
    public void maximize(long id, boolean whether) {
        ask(
                id,
                "_NET_WM_STATE",
                whether ? ADD : REMOVE,
                x.atom("_NET_WM_STATE_MAXIMIZED_VERT"),
                x.atom("_NET_WM_STATE_MAXIMIZED_HORZ"),
                FROM_A_PAGER);
    }

    /** Asks for it to fill the screen without a frame, or no more. */
    public void fullScreen(long id, boolean whether) {
        ask(id, "_NET_WM_STATE", whether ? ADD : REMOVE, x.atom("_NET_WM_STATE_FULLSCREEN"), 0, FROM_A_PAGER);
    }

    /** Asks its program to close it, as its close button does; the program may ask back. */
    public void close(long id) {
        ask(id, "_NET_CLOSE_WINDOW", 0, FROM_A_PAGER);
    }

    /** Ends the connection of its program, which ends with it. */
    public void kill(long id) throws XException {
        LibX11.killClient(x.display(), id);
        x.sync();
    }

    /** A window that the window manager looks after. */
    public Optional<XWindow> find(long id) {
        for (long known : longs(x.root(), "_NET_CLIENT_LIST")) {
            if (known == id) {
                return describe(id);
            }
        }
        return Optional.empty();
    }

    /** The window that the pointer is over, if any is. */
    public OptionalLong underPointer() {
        Set<Long> known = new HashSet<>();
        for (long id : longs(x.root(), "_NET_CLIENT_LIST")) {
            known.add(id);
        }
        long at = x.root();
        // from the root through the window manager's frames
        for (int depth = 0; depth < MAX_DEPTH && at != 0; depth++) {
            if (known.contains(at)) {
                return OptionalLong.of(at);
            }
            if (LibX11.queryPointer(x.display(), at, x.results()) == 0) {
                x.clearErrors();
                return OptionalLong.empty();
            }
            at = x.results().get(JAVA_LONG, 8);
        }
        return OptionalLong.empty();
    }

    private void ask(long id, String what, long... values) {
        try (Arena arena = Arena.ofConfined()) {
            // XClientMessageEvent: window 32, message type 40, format 48, five longs from 56
            MemorySegment event = arena.allocate(XConnection.EVENT_BYTES, 8);
            event.set(JAVA_INT, 0, CLIENT_MESSAGE);
            event.set(ADDRESS, 24, x.display());
            event.set(JAVA_LONG, 32, id);
            event.set(JAVA_LONG, 40, x.atom(what));
            event.set(JAVA_INT, 48, 32);
            for (int i = 0; i < values.length; i++) {
                event.set(JAVA_LONG, 56 + 8L * i, values[i]);
            }
            LibXEvents.send(x.display(), x.root(), SUBSTRUCTURE_NOTIFY | SUBSTRUCTURE_REDIRECT, event);
        }
        x.flush();
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
            long[] pid = longs(id, "_NET_WM_PID");
            return Optional.of(new XWindow(
                    id,
                    title,
                    names(id, "_NET_WM_WINDOW_TYPE", TYPES),
                    left,
                    top,
                    size,
                    mapped,
                    pid.length == 1 ? pid[0] : 0,
                    className(id),
                    names(id, "_NET_WM_STATE", STATES),
                    desktop(id)));
        }
    }

    /** Two texts, each with a zero byte after it: the instance's and the class's name. */
    private String className(long id) {
        String[] names = text(id, "WM_CLASS").orElse("").split("\0", -1);
        return names.length > 1 ? names[1] : names[0];
    }

    private int desktop(long id) {
        long[] number = longs(id, "_NET_WM_DESKTOP");
        return number.length != 1 || (number[0] & ALL_DESKTOPS) == ALL_DESKTOPS ? -1 : (int) number[0];
    }

    /** Which of these a property lists, whose values are named after it. */
    private Set<String> names(long window, String property, List<String> known) {
        Set<String> found = new LinkedHashSet<>();
        for (long atom : longs(window, property)) {
            for (String name : known) {
                if (atom == x.atom(property + "_" + name)) {
                    found.add(name);
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

    /**
     * @param type an atom
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Property(long type, byte[] bytes) {}

    /** What is in a property of 8-bit items, which is removed; a large one at once. */
    Property takeProperty(long window, long property) {
        MemorySegment results = x.results();
        if (LibX11.getProperty(x.display(), window, property, MAX_SELECTION, true, results) != 0) {
            x.clearErrors();
            return new Property(0, new byte[0]);
        }
        x.clearErrors();
        long type = results.get(JAVA_LONG, 0);
        int format = results.get(JAVA_INT, 8);
        long items = results.get(JAVA_LONG, 16);
        MemorySegment data = results.get(ADDRESS, 32);
        if (data.equals(MemorySegment.NULL)) {
            return new Property(type, new byte[0]);
        }
        try {
            return new Property(type, format == 8 ? data.reinterpret(items).toArray(JAVA_BYTE) : new byte[0]);
        } finally {
            LibX11.free(data);
        }
    }

    /** The bytes of a property; none where the window lacks it, or holds it in another format, or is gone. */
    private byte[] property(long window, String property, int format) {
        MemorySegment results = x.results();
        if (LibX11.getProperty(x.display(), window, x.atom(property), MAX_PROPERTY, false, results) != 0) {
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
}
