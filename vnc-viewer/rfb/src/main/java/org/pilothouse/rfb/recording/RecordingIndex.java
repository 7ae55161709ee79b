package org.pilothouse.rfb.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * When each update of a recording came, and where in the file it ends. Read from lines of {@code t_ms,end_offset,rects,pixels}, which no
 * length or content can make take more memory than {@link #MOST_UPDATES} allows.
 */
public final class RecordingIndex {
    static final String HEADER = "t_ms,end_offset,rects,pixels";

    /** More than a hundred hours at 60 updates a second. */
    static final int MOST_UPDATES = 24_000_000;

    private static final int LONGEST_LINE = 100;

    private long[] millis = new long[256];
    private long[] ends = new long[256];
    private int count;

    private RecordingIndex() {}

    /** An index without updates. */
    public static RecordingIndex empty() {
        return new RecordingIndex();
    }

    /**
     * Reads an index. A last line without an end is left out, as whoever wrote it was killed.
     *
     * @throws IOException with a sentence that names the line, if it is no index
     */
    public static RecordingIndex read(InputStream in) throws IOException {
        RecordingIndex index = new RecordingIndex();
        InputStream buffered = new BufferedInputStream(in);
        byte[] line = new byte[LONGEST_LINE];
        int number = 1;
        int length = 0;
        for (int next = buffered.read(); next >= 0; next = buffered.read()) {
            if (next != '\n') {
                if (length == LONGEST_LINE) {
                    throw broken(number);
                }
                line[length++] = (byte) next;
                continue;
            }
            String text = new String(line, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1).strip();
            if (number == 1 ? !text.equals(HEADER) : !index.addLine(text)) {
                throw broken(number);
            }
            number++;
            length = 0;
        }
        return index;
    }

    private static IOException broken(int line) {
        return new IOException("The recording's index is broken in line " + line + ".");
    }

    private boolean addLine(String text) {
        String[] fields = text.split(",", -1);
        if (fields.length != 4) {
            return false;
        }
        try {
            long time = Long.parseLong(fields[0]);
            long end = Long.parseLong(fields[1]);
            boolean inOrder = time >= duration() && end > end() && time >= 0;
            return inOrder && add(time, end);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Adds the next update.
     *
     * @return false if there are too many
     */
    public boolean add(long time, long end) {
        if (count == MOST_UPDATES) {
            return false;
        }
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        millis[count] = time;
        ends[count++] = end;
        return true;
    }

    /** Leaves out the updates that end behind the end of the file. */
    public void cutAt(long fileLength) {
        while (count > 0 && ends[count - 1] > fileLength) {
            count--;
        }
    }

    /** How many updates there are. */
    public int count() {
        return count;
    }

    /** When an update came, milliseconds since the start; updates are counted from 0. */
    public long millis(int update) {
        return millis[update];
    }

    /** When the last update came, milliseconds since the start. */
    public long duration() {
        return count == 0 ? 0 : millis[count - 1];
    }

    /** The offset behind the last update. */
    public long end() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** How many updates came up to a time. */
    public int countUntil(long time) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (millis[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
