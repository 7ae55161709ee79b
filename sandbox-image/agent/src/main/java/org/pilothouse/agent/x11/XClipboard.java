package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The clipboard and the marked text. As their owner (ICCCM section 2): programs ask the owner for the text when they
 * paste; it is ours until somebody else copies something. And as one of those who ask.
 */
public final class XClipboard {
    static final int PROPERTY_NOTIFY = 28;
    static final int SELECTION_CLEAR = 29;
    static final int SELECTION_REQUEST = 30;
    static final int SELECTION_NOTIFY = 31;
    /** Predefined atoms. */
    private static final long PRIMARY = 1;

    private static final long ATOM = 4;

    private static final long STRING = 31;
    private static final List<String> UTF8_TARGETS =
            List.of("UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "TEXT");

    private final XConnection x;
    private final Map<Selection, String> owned = new EnumMap<>(Selection.class);
    private long window;
    private @Nullable SelectionReader reader;

    XClipboard(XConnection x) {
        this.x = x;
    }

    /**
     * Puts a text on the clipboard.
     *
     * @throws XException where another program does not let go of it
     */
    public void write(String content) throws XException {
        write(content, Selection.CLIPBOARD);
    }

    /** As {@link #write(String)}. */
    public void write(String content, Selection selection) throws XException {
        openWindow();
        owned.put(selection, content);
        LibXEvents.setSelectionOwner(x.display(), atom(selection), window);
        if (LibXEvents.selectionOwner(x.display(), atom(selection)) != window) {
            throw x.failed("taking the clipboard");
        }
    }

    /**
     * Asks for the text, which comes some time after this task; empty where there is none. Whoever waits sets a limit,
     * as the program that has it may never answer.
     */
    public CompletableFuture<String> read(Selection selection) {
        // what was read before may say that ours has been taken
        x.readEvents();
        String own = owned.get(selection);
        if (own != null) {
            return CompletableFuture.completedFuture(own);
        }
        openWindow();
        SelectionReader reading = reader;
        if (reading == null) {
            reading = new SelectionReader(x, window);
            reader = reading;
        }
        CompletableFuture<String> text = reading.read(atom(selection));
        x.flush();
        return text;
    }

    private void openWindow() {
        if (window == 0) {
            window = LibXEvents.createWindow(x.display(), x.root());
        }
    }

    private long atom(Selection selection) {
        return selection == Selection.PRIMARY ? PRIMARY : x.atom("CLIPBOARD");
    }

    private @Nullable String text(long selection) {
        for (Selection one : Selection.values()) {
            if (atom(one) == selection) {
                return owned.get(one);
            }
        }
        return null;
    }

    /** XSelectionClearEvent: the selection is at 40. */
    void cleared(MemorySegment event) {
        owned.keySet().removeIf(selection -> atom(selection) == event.get(JAVA_LONG, 40));
    }

    void answered(MemorySegment event) {
        if (reader != null) {
            reader.answered(event);
            LibX11.flush(x.display());
        }
    }

    void propertyChanged(MemorySegment event) {
        if (reader != null) {
            reader.propertyChanged(event);
            LibX11.flush(x.display());
        }
    }

    /** Whoever still waits for a text gets none. */
    void close() {
        if (reader != null) {
            reader.abandon();
        }
    }

    /** XSelectionRequestEvent: requestor 40, selection 48, target 56, property 64, time 72. */
    void requested(MemorySegment event) {
        long requestor = event.get(JAVA_LONG, 40);
        long target = event.get(JAVA_LONG, 56);
        // Old clients leave the property out and mean the target.
        long property = event.get(JAVA_LONG, 64) == 0 ? target : event.get(JAVA_LONG, 64);
        String content = text(event.get(JAVA_LONG, 48));
        boolean done = content != null && store(content, requestor, target, property);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(XConnection.EVENT_BYTES, 8);
            answer.set(JAVA_INT, 0, SELECTION_NOTIFY);
            answer.set(ADDRESS, 24, x.display());
            answer.set(JAVA_LONG, 32, requestor);
            answer.set(JAVA_LONG, 40, event.get(JAVA_LONG, 48));
            answer.set(JAVA_LONG, 48, target);
            answer.set(JAVA_LONG, 56, done ? property : 0);
            answer.set(JAVA_LONG, 64, event.get(JAVA_LONG, 72));
            LibXEvents.send(x.display(), requestor, 0, answer);
        }
        LibX11.flush(x.display());
    }

    private boolean store(String content, long requestor, long target, long property) {
        try (Arena arena = Arena.ofConfined()) {
            if (target == x.atom("TARGETS")) {
                long[] targets = new long[UTF8_TARGETS.size() + 2];
                for (int i = 0; i < UTF8_TARGETS.size(); i++) {
                    targets[i] = x.atom(UTF8_TARGETS.get(i));
                }
                targets[targets.length - 2] = STRING;
                targets[targets.length - 1] = target;
                LibXEvents.changeProperty(
                        x.display(),
                        requestor,
                        property,
                        ATOM,
                        32,
                        arena.allocateFrom(JAVA_LONG, targets),
                        targets.length);
                return true;
            }
            boolean utf8 = UTF8_TARGETS.stream().anyMatch(name -> x.atom(name) == target);
            if (!utf8 && target != STRING) {
                return false;
            }
            byte[] bytes = content.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
            long type = target == x.atom("TEXT") ? x.atom("UTF8_STRING") : target;
            LibXEvents.changeProperty(
                    x.display(), requestor, property, type, 8, arena.allocateFrom(JAVA_BYTE, bytes), bytes.length);
            return true;
        }
    }
}
