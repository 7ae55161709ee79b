package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    private static final String PNG = "image/png";
    private static final List<String> UTF8_TARGETS =
            List.of("UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "TEXT");

    private final XConnection x;
    private final Map<Selection, Content> owned = new EnumMap<>(Selection.class);
    private long window;
    private @Nullable SelectionReader reader;

    /** What we have on a clipboard. */
    private sealed interface Content {
        record Text(String text) implements Content {}

        /** Bytes of a PNG file. */
        @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
        record Png(byte[] bytes) implements Content {}
    }

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
        own(new Content.Text(content), selection);
    }

    /** Puts a picture on the clipboard. */
    public void writePng(byte[] png, Selection selection) throws XException {
        own(new Content.Png(png), selection);
    }

    /** Takes off whatever is there, whoever put it there. */
    public void clear(Selection selection) throws XException {
        own(new Content.Text(""), selection);
        owned.remove(selection);
        LibXEvents.setSelectionOwner(x.display(), atom(selection), 0);
        x.sync();
    }

    private void own(Content content, Selection selection) throws XException {
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
        Content own = owned.get(selection);
        if (own != null) {
            return CompletableFuture.completedFuture(own instanceof Content.Text text ? text.text() : "");
        }
        CompletableFuture<String> text = reader().read(atom(selection));
        x.flush();
        return text;
    }

    /** As {@link #read}, of a picture: the bytes of a PNG file; none where there is none. */
    public CompletableFuture<byte[]> readPng(Selection selection) {
        x.readEvents();
        Content own = owned.get(selection);
        if (own != null) {
            return CompletableFuture.completedFuture(own instanceof Content.Png png ? png.bytes() : new byte[0]);
        }
        CompletableFuture<byte[]> bytes = reader().read(atom(selection), List.of(PNG));
        x.flush();
        return bytes;
    }

    private SelectionReader reader() {
        openWindow();
        SelectionReader reading = reader;
        if (reading == null) {
            reading = new SelectionReader(x, window);
            reader = reading;
        }
        return reading;
    }

    private void openWindow() {
        if (window == 0) {
            window = LibXEvents.createWindow(x.display(), x.root());
        }
    }

    private long atom(Selection selection) {
        return selection == Selection.PRIMARY ? PRIMARY : x.atom("CLIPBOARD");
    }

    private @Nullable Content content(long selection) {
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
        Content content = content(event.get(JAVA_LONG, 48));
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

    private boolean store(Content content, long requestor, long target, long property) {
        if (target == x.atom("TARGETS")) {
            storeTargets(content, requestor, property);
            return true;
        }
        return switch (content) {
            case Content.Text text -> storeText(text.text(), requestor, target, property);
            case Content.Png png -> {
                boolean wanted = target == x.atom(PNG);
                if (wanted) {
                    change(requestor, property, target, png.bytes());
                }
                yield wanted;
            }
        };
    }

    /** In which forms it can be had. */
    private void storeTargets(Content content, long requestor, long property) {
        List<Long> forms = new ArrayList<>(List.of(x.atom("TARGETS")));
        if (content instanceof Content.Png) {
            forms.add(x.atom(PNG));
        } else {
            UTF8_TARGETS.forEach(name -> forms.add(x.atom(name)));
            forms.add(STRING);
        }
        long[] targets = forms.stream().mapToLong(Long::longValue).toArray();
        try (Arena arena = Arena.ofConfined()) {
            LibXEvents.changeProperty(
                    x.display(), requestor, property, ATOM, 32, arena.allocateFrom(JAVA_LONG, targets), targets.length);
        }
    }

    private boolean storeText(String text, long requestor, long target, long property) {
        boolean utf8 = UTF8_TARGETS.stream().anyMatch(name -> x.atom(name) == target);
        if (!utf8 && target != STRING) {
            return false;
        }
        byte[] bytes = text.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        change(requestor, property, target == x.atom("TEXT") ? x.atom("UTF8_STRING") : target, bytes);
        return true;
    }

    private void change(long requestor, long property, long type, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            LibXEvents.changeProperty(
                    x.display(), requestor, property, type, 8, arena.allocateFrom(JAVA_BYTE, bytes), bytes.length);
        }
    }
}
