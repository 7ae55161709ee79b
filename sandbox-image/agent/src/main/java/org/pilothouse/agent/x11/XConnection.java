package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open connection to the X server. Only tasks of {@link XServer} get to see one, on its thread; a task must not keep
 * it. Requests are buffered: {@link #flush} sends them, {@link #sync} also waits until the server has done them.
 */
public final class XConnection {
    private static final long SUBSTRUCTURE_NOTIFY = 1L << 19;
    private static final int MAPPING_NOTIFY = 34;
    static final int EVENT_BYTES = 192;

    private final Arena arena;
    private final MemorySegment display;
    private final XErrors errors;
    private final int screen;
    private final long root;
    private final MemorySegment event;
    private final MemorySegment results;
    private final XCapture capture;
    private final XKeyboard keyboard;
    private final XWindows windows;
    private final XClipboard clipboard;
    private @Nullable XDamage damage;
    private final Map<String, Long> atoms = new HashMap<>();

    private XConnection(Arena arena, MemorySegment display) {
        this.arena = arena;
        this.display = display;
        this.errors = XErrors.watch(display);
        this.screen = LibX11.defaultScreen(display);
        this.root = LibX11.rootWindow(display, screen);
        this.event = arena.allocate(EVENT_BYTES, 8);
        this.results = arena.allocate(64, 8);
        this.capture = new XCapture(this);
        this.keyboard = new XKeyboard(this);
        this.windows = new XWindows(this);
        this.clipboard = new XClipboard(this);
    }

    /**
     * Connects; empty where no server answers.
     *
     * @throws XException where one answers that lacks what the agent needs
     */
    static Optional<XConnection> open(String displayName) throws XException {
        XErrors.install();
        Arena arena = Arena.ofConfined();
        MemorySegment display = LibX11.open(arena.allocateFrom(displayName));
        if (display.equals(MemorySegment.NULL)) {
            arena.close();
            return Optional.empty();
        }
        XConnection connection = new XConnection(arena, display);
        if (!LibXExtensions.hasTest(display, connection.results)
                || !LibXExtensions.hasFixes(display, connection.results)) {
            connection.close();
            throw new XException("the X server lacks XTEST or XFIXES");
        }
        LibXExtensions.imperviousToGrabs(display);
        LibX11.selectInput(display, connection.root, SUBSTRUCTURE_NOTIFY);
        LibX11.sync(display);
        return connection.alive() ? Optional.of(connection) : Optional.empty();
    }

    /** Frees everything; the server may be dead. */
    void close() {
        clipboard.close();
        capture.close();
        LibX11.close(display);
        XErrors.forget();
        arena.close();
    }

    boolean alive() {
        return !errors.connectionLost();
    }

    int fileDescriptor() {
        return LibX11.connectionNumber(display);
    }

    /** Takes in what the server has sent. */
    void readEvents() {
        while (alive() && LibX11.pending(display) > 0) {
            LibX11.nextEvent(display, event);
            switch (event.get(JAVA_INT, 0)) {
                case MAPPING_NOTIFY -> keyboard.mappingChanged();
                case XClipboard.SELECTION_REQUEST -> clipboard.requested(event);
                case XClipboard.SELECTION_CLEAR -> clipboard.cleared(event);
                case XClipboard.SELECTION_NOTIFY -> clipboard.answered(event);
                case XClipboard.PROPERTY_NOTIFY -> clipboard.propertyChanged(event);
                default -> {
                    if (damage != null) {
                        damage.note(event);
                    }
                }
            }
        }
    }

    public XCapture capture() {
        return capture;
    }

    public XKeyboard keyboard() {
        return keyboard;
    }

    public XWindows windows() {
        return windows;
    }

    public XClipboard clipboard() {
        return clipboard;
    }

    /**
     * What was drawn on the screen. Watched from the first call on.
     *
     * @throws XException where the server lacks DAMAGE
     */
    public XDamage damage() throws XException {
        XDamage present = damage;
        if (present == null) {
            present = XDamage.watch(this);
            damage = present;
        }
        return present;
    }

    /** Of the screen as it is now; it can change at any time. */
    public Size size() throws XException {
        if (LibX11.getGeometry(display, root, results) == 0) {
            throw failed("reading the size of the screen");
        }
        return new Size(results.get(JAVA_INT, 24), results.get(JAVA_INT, 32));
    }

    /**
     * Changes the size of the screen; what is on it stays.
     *
     * @throws XException where the server refuses that size
     */
    public void resize(Size size) throws XException {
        new XScreenSize(this).set(size);
    }

    public PointerState pointer() throws XException {
        if (LibX11.queryPointer(display, root, results) == 0) {
            throw failed("reading the pointer's position");
        }
        return new PointerState(results.get(JAVA_INT, 16), results.get(JAVA_INT, 24), results.get(JAVA_INT, 48));
    }

    public void movePointer(int x, int y) {
        LibXExtensions.fakeMotion(display, x, y);
    }

    /**
     * @param button 1 left, 2 middle, 3 right, 4 to 7 the wheel up, down, left, right, 8 back, 9 forward
     */
    public void button(int button, boolean down) {
        LibXExtensions.fakeButton(display, button, down);
    }

    public void flush() {
        LibX11.flush(display);
    }

    /** Waits until the server has done all requests so far, and says if it refused one. */
    public void sync() throws XException {
        LibX11.sync(display);
        Optional<String> error = errors.take();
        if (error.isPresent()) {
            throw new XException("the X server refused a request: " + error.get());
        }
    }

    /** The number that the server gives to a name. */
    long atom(String name) {
        return atoms.computeIfAbsent(name, n -> {
            try (Arena scratch = Arena.ofConfined()) {
                return LibX11.internAtom(display, scratch.allocateFrom(n));
            }
        });
    }

    MemorySegment display() {
        return display;
    }

    int screen() {
        return screen;
    }

    long root() {
        return root;
    }

    Arena arena() {
        return arena;
    }

    /** Eight results of eight bytes; overwritten by the next call that needs them. */
    MemorySegment results() {
        return results;
    }

    /** Forgets refused requests, where failure shows in the result. */
    void clearErrors() {
        errors.take();
    }

    /** Whether no request was refused since the last look. */
    boolean tookNoError() {
        return errors.take().isEmpty();
    }

    XException failed(String what) {
        return new XException(what + " failed: " + errors.take().orElse("no answer of the X server"));
    }
}
