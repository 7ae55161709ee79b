package org.pilothouse.rfb.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A recorded stream and its index.
 *
 * @param file the stream, from ServerInit on
 * @param index without updates if there is no index beside the file
 * @param cut whether something follows the last whole update, as after the death of the recorder
 */
public record Recording(Path file, RecordingIndex index, boolean cut) {
    /** ServerInit without a name. */
    private static final int LEAST_BYTES = 24;

    /**
     * Looks at a recording.
     *
     * @throws IOException with a sentence, if there is none or its index is broken
     */
    public static Recording open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException("There is no recording " + file + ".");
        }
        long length = Files.size(file);
        if (length < LEAST_BYTES) {
            throw new IOException("The recording " + file + " is broken: it ends before the desktop is described.");
        }
        Path beside = StreamRecorder.indexOf(file);
        if (!Files.isRegularFile(beside)) {
            return new Recording(file, RecordingIndex.empty(), false);
        }
        try (InputStream in = Files.newInputStream(beside)) {
            RecordingIndex index = RecordingIndex.read(in);
            boolean complete = index.end() <= length;
            index.cutAt(length);
            return new Recording(file, index, !complete || length > index.end());
        }
    }

    /** The stream, up to the end of the last update that the index knows; all of it without an index. */
    public InputStream stream() throws IOException {
        InputStream in = Files.newInputStream(file);
        return index.count() == 0 ? in : new Limited(in, index.end());
    }

    /** Ends after so many bytes. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int value = left > 0 ? super.read() : -1;
            left -= value >= 0 ? 1 : 0;
            return value;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = left > 0 ? super.read(to, offset, (int) Math.min(left, length)) : -1;
            left -= Math.max(0, count);
            return count;
        }
    }
}
