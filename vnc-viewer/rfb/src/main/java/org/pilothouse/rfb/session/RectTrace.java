package org.pilothouse.rfb.session;

/** The last rectangle headers, for the diagnosis of a stream that went out of step. No pixels. */
final class RectTrace {
    private static final int KEPT = 3;
    private static final int FIELDS = 5;

    private final int[] headers = new int[KEPT * FIELDS];
    private int count;

    void add(int x, int y, int width, int height, int encoding) {
        int at = count++ % KEPT * FIELDS;
        headers[at] = x;
        headers[at + 1] = y;
        headers[at + 2] = width;
        headers[at + 3] = height;
        headers[at + 4] = encoding;
    }

    String describe() {
        StringBuilder text = new StringBuilder("Last rectangles:");
        for (int i = Math.max(0, count - KEPT); i < count; i++) {
            int at = i % KEPT * FIELDS;
            text.append(' ').append(headers[at + 2]).append('x').append(headers[at + 3]);
            text.append('+').append(headers[at]).append('+').append(headers[at + 1]);
            text.append(" encoding ").append(headers[at + 4]).append(';');
        }
        return text.toString();
    }
}
