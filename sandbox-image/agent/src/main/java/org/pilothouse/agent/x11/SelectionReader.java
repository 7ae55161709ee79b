package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the owner of a selection for its text or picture (ICCCM section 2.4), a large one piece by piece (INCR, section 2.7.2). The
 * owner is another program, which may take its time or never answer; whoever asked sets the limit.
 */
final class SelectionReader {
    private static final int PROPERTY_NEW_VALUE = 0;
    private static final int PROPERTIES = 16;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final XConnection x;
    private final long window;
    private final Map<Long, Reading> readings = new HashMap<>();
    private int next;

    /** One content on its way. */
    private static final class Reading {
        private final CompletableFuture<byte[]> content;
        private final List<String> targets;
        private final long selection;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int target;
        private boolean piecewise;

        Reading(CompletableFuture<byte[]> content, List<String> targets, long selection) {
            this.content = content;
            this.targets = targets;
            this.selection = selection;
        }
    }

    /**
     * @param window of ours, whose properties the text comes in
     */
    SelectionReader(XConnection x, long window) {
        this.x = x;
        this.window = window;
        LibXEvents.watchProperties(x.display(), window);
    }

    /** Completed with the text, empty where there is none. */
    CompletableFuture<String> read(long selection) {
        List<String> forms = List.of("UTF8_STRING", "STRING");
        CompletableFuture<byte[]> content = new CompletableFuture<>();
        Reading reading = begin(content, forms, selection);
        return content.thenApply(
                bytes -> new String(bytes, reading.target == 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    /**
     * Completed with the content in the first of these forms that its owner has; empty where there is none.
     *
     * @param forms names of targets
     */
    CompletableFuture<byte[]> read(long selection, List<String> forms) {
        CompletableFuture<byte[]> content = new CompletableFuture<>();
        begin(content, forms, selection);
        return content;
    }

    private Reading begin(CompletableFuture<byte[]> content, List<String> forms, long selection) {
        // several may be read at once, each into a property of its own
        long property = x.atom("PILOTHOUSE_SELECTION_" + next++ % PROPERTIES);
        Reading reading = new Reading(content, forms, selection);
        Reading forgotten = readings.put(property, reading);
        if (forgotten != null) {
            forgotten.content.complete(new byte[0]);
        }
        convert(property, reading);
        return reading;
    }

    private void convert(long property, Reading reading) {
        LibXEvents.convertSelection(
                x.display(), reading.selection, x.atom(reading.targets.get(reading.target)), property, window);
    }

    /** XSelectionEvent: requestor 32, selection 40, target 48, property 56. */
    void answered(MemorySegment event) {
        long property = event.get(JAVA_LONG, 56);
        if (property != 0) {
            took(property, readings.get(property));
            return;
        }
        long selection = event.get(JAVA_LONG, 40);
        for (Map.Entry<Long, Reading> entry : List.copyOf(readings.entrySet())) {
            Reading reading = entry.getValue();
            if (reading.selection == selection
                    && x.atom(reading.targets.get(reading.target)) == event.get(JAVA_LONG, 48)) {
                refused(entry.getKey(), reading);
                return;
            }
        }
    }

    /** The owner has it in no such form, or there is no owner. */
    private void refused(long property, Reading reading) {
        reading.target++;
        if (reading.target < reading.targets.size()) {
            convert(property, reading);
        } else {
            readings.remove(property);
            reading.content.complete(new byte[0]);
        }
    }

    private void took(long property, @Nullable Reading reading) {
        if (reading == null) {
            return;
        }
        XWindows.Property value = x.windows().takeProperty(window, property);
        if (value.type() == x.atom("INCR")) {
            // deleting it, which was just done, asks for the first piece
            reading.piecewise = true;
            return;
        }
        reading.bytes.writeBytes(value.bytes());
        finish(property, reading);
    }

    /** XPropertyEvent: window 32, atom 40, time 48, state 56. */
    void propertyChanged(MemorySegment event) {
        long property = event.get(JAVA_LONG, 40);
        Reading reading = readings.get(property);
        boolean piece = reading != null
                && reading.piecewise
                && event.get(JAVA_LONG, 32) == window
                && event.get(JAVA_INT, 56) == PROPERTY_NEW_VALUE;
        if (!piece || reading == null) {
            return;
        }
        byte[] bytes = x.windows().takeProperty(window, property).bytes();
        reading.bytes.writeBytes(bytes);
        if (bytes.length == 0 || reading.bytes.size() > MAX_BYTES) {
            finish(property, reading);
        }
    }

    private void finish(long property, Reading reading) {
        readings.remove(property);
        reading.content.complete(reading.bytes.toByteArray());
    }

    /** Nobody will answer any more. */
    void abandon() {
        readings.values().forEach(reading -> reading.content.complete(new byte[0]));
        readings.clear();
    }
}
