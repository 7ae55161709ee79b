package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clipboard, as its owner (ICCCM section 2): programs ask the owner for the text when they paste. It is ours until
 * somebody else copies something.
 */
public final class XClipboard {
    static final int SELECTION_CLEAR = 29;
    static final int SELECTION_REQUEST = 30;
    private static final int SELECTION_NOTIFY = 31;
    /** Predefined atoms. */
    private static final long ATOM = 4;

    private static final long STRING = 31;
    private static final List<String> UTF8_TARGETS =
            List.of("UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "TEXT");

    private final XConnection x;
    private long window;
    private @Nullable String text;

    XClipboard(XConnection x) {
        this.x = x;
    }

    /**
     * Puts a text on the clipboard.
     *
     * @throws XException where another program does not let go of it
     */
    public void write(String content) throws XException {
        if (window == 0) {
            window = LibXEvents.createWindow(x.display(), x.root());
        }
        text = content;
        LibXEvents.setSelectionOwner(x.display(), clipboard(), window);
        if (LibXEvents.selectionOwner(x.display(), clipboard()) != window) {
            throw x.failed("taking the clipboard");
        }
    }

    private long clipboard() {
        return x.atom("CLIPBOARD");
    }

    /** XSelectionClearEvent: the selection is at 40. */
    void cleared(MemorySegment event) {
        if (event.get(JAVA_LONG, 40) == clipboard()) {
            text = null;
        }
    }

    /** XSelectionRequestEvent: requestor 40, selection 48, target 56, property 64, time 72. */
    void requested(MemorySegment event) {
        long requestor = event.get(JAVA_LONG, 40);
        long target = event.get(JAVA_LONG, 56);
        // Old clients leave the property out and mean the target.
        long property = event.get(JAVA_LONG, 64) == 0 ? target : event.get(JAVA_LONG, 64);
        boolean done =
                text != null && event.get(JAVA_LONG, 48) == clipboard() && store(text, requestor, target, property);
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
