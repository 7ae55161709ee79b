package org.pilothouse.rfb.recording;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/**
 * Writes a server's stream to a file, from ServerInit to the end of the last whole update, and beside it an index: milliseconds since the
 * start, the offset behind the update, its rectangles and pixels. The server's pixel format is replaced by the one that was asked for, so
 * that the file can be decoded without knowing what was asked.
 */
public final class StreamRecorder implements Closeable {
    private static final int BUFFER = 256 << 10;
    private static final int FORMAT_OFFSET = 4;

    private final FileChannel file;
    private final OutputStream out;
    private final BufferedWriter index;
    private final long started = System.nanoTime();
    private @Nullable WireReader in;
    private long firstByte;
    private long written;
    private long wholeUpdates;
    private PixelFormat format = PixelFormat.TRUE_COLOUR;

    /** Begins a recording; files that are there already are replaced. */
    public StreamRecorder(Path target) throws IOException {
        file = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        out = new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(file), BUFFER);
        index = Files.newBufferedWriter(indexOf(target), StandardCharsets.US_ASCII);
        index.write("t_ms,end_offset,rects,pixels\n");
    }

    /** Where a recording's index is. */
    public static Path indexOf(Path recording) {
        return recording.resolveSibling(recording.getFileName() + ".idx");
    }

    /** Records everything that this reader has not consumed yet; it is about to read ServerInit. */
    public void begin(WireReader reader) throws RfbConnectionException {
        in = reader;
        firstByte = reader.consumed();
        reader.tap(this::bytes);
    }

    /** The format of the pixels that will come. */
    public void format(PixelFormat value) {
        format = value;
    }

    /** An update has been read to its end. */
    public void updateEnded(int rects, long pixels) throws RfbConnectionException {
        WireReader reader = in;
        if (reader == null) {
            return;
        }
        wholeUpdates = reader.consumed() - firstByte;
        long time = Duration.ofNanos(System.nanoTime() - started).toMillis();
        try {
            index.write(time + "," + wholeUpdates + "," + rects + "," + pixels + "\n");
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void bytes(byte[] from, int offset, int count) throws RfbConnectionException {
        try {
            out.write(from, offset, count);
        } catch (IOException e) {
            throw failed(e);
        }
        written += count;
    }

    private static RfbConnectionException failed(IOException e) {
        return new RfbConnectionException(
                CloseReason.Kind.INTERNAL, "The recording cannot be written: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try (index;
                file) {
            out.flush();
            WireBuffer asked = new WireBuffer();
            format.write(asked);
            if (written > FORMAT_OFFSET + asked.size()) {
                file.write(java.nio.ByteBuffer.wrap(asked.toByteArray()), FORMAT_OFFSET);
            }
            file.truncate(wholeUpdates);
        }
    }
}
