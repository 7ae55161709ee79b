package org.pilothouse.rfb.recording;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.handshake.ServerInit;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/**
 * Writes a server's stream to a file, from ServerInit to the end of the last whole update, and beside it an index: milliseconds since the
 * start, the offset behind the update, its rectangles and pixels. The server's pixel format is replaced by the one that was asked for, so
 * that the file can be decoded without knowing what was asked.
 *
 * <p>Whenever nothing more is there to read, all of it has left for the operating system, first the stream and then the index: when the
 * process dies, what it saw until then can be played.
 */
public final class StreamRecorder implements Closeable {
    private static final int BUFFER = 256 << 10;

    private final FileChannel file;
    private final OutputStream out;
    private final BufferedWriter index;
    private final long started = System.nanoTime();
    private @Nullable WireReader in;
    /** What a position of the reader is in the file. */
    private long shift;

    private long wholeUpdates;

    /** Begins a recording; files that are there already are replaced. */
    public StreamRecorder(Path target) throws IOException {
        file = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
        index = Files.newBufferedWriter(indexOf(target), StandardCharsets.US_ASCII);
        index.write(RecordingIndex.HEADER + "\n");
    }

    /** Where a recording's index is. */
    public static Path indexOf(Path recording) {
        return recording.resolveSibling(recording.getFileName() + ".idx");
    }

    /**
     * Records what the server said about its desktop, and everything that this reader has not consumed yet.
     *
     * @param format the one in which pixels will come
     */
    public void begin(ServerInit init, PixelFormat format, WireReader reader) throws RfbConnectionException {
        byte[] name = init.name().getBytes(StandardCharsets.UTF_8);
        WireBuffer head = new WireBuffer();
        head.u16(init.width()).u16(init.height());
        format.write(head);
        head.u32(name.length).put(name);
        in = reader;
        shift = head.size() - reader.consumed();
        wholeUpdates = head.size();
        try {
            head.writeTo(out);
        } catch (IOException e) {
            throw failed(e);
        }
        reader.tap(this::bytes);
    }

    /** An update has been read to its end. */
    public void updateEnded(int rects, long pixels) throws RfbConnectionException {
        WireReader reader = in;
        if (reader == null) {
            return;
        }
        wholeUpdates = reader.consumed() + shift;
        long time = Duration.ofNanos(System.nanoTime() - started).toMillis();
        try {
            index.write(time + "," + wholeUpdates + "," + rects + "," + pixels + "\n");
            if (reader.buffered() == 0) {
                out.flush();
                index.flush();
            }
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
            file.truncate(wholeUpdates);
        }
    }
}
