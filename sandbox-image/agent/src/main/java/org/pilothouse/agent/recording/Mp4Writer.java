package org.pilothouse.agent.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a film as fragments, each complete in itself, so that the file can be played whenever the writer is killed.
 * How long a picture lasts is known only when the next one comes: the last one of a fragment is written with a short
 * duration, which is corrected in place. Not safe for use by several threads.
 */
final class Mp4Writer implements Closeable {
    /** A fragment is written when it is so long. */
    private static final long FRAGMENT_MILLIS = 1000;

    private static final int SYNC_SAMPLE = 0x0200_0000;
    private static final int OTHER_SAMPLE = 0x0101_0000;
    /** Bytes of one picture's entry in the fragment's table; its duration comes first. */
    private static final int ENTRY = 12;

    private final FileChannel file;
    private final int durationOffset;
    private final List<Sample> waiting = new ArrayList<>();
    private long length;
    private long fragments;
    /** Where the duration of the last written picture is, and when that began. */
    private long lastEntry;

    private long lastAt;

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Sample(long at, boolean key, byte[] data) {}

    Mp4Writer(Path path, Mp4Header header) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.durationOffset = header.durationOffset();
        append(ByteBuffer.wrap(header.bytes()));
    }

    /** Length of the file in bytes, what is not yet written included. */
    long bytes() {
        return length + waiting.stream().mapToLong(s -> s.data.length + ENTRY).sum();
    }

    /**
     * Adds a picture.
     *
     * @param at milliseconds since the film's start; grows from picture to picture
     * @param key whether a player can begin here
     * @param data NAL units, each after its length in four bytes
     */
    void add(long at, boolean key, byte[] data) throws IOException {
        boolean full = !waiting.isEmpty() && at - waiting.getFirst().at >= FRAGMENT_MILLIS;
        if (fragments == 0 || key || full) {
            flush(at);
        }
        waiting.add(new Sample(at, key, data));
        if (fragments == 0) {
            flush(at + 1);
        }
    }

    /**
     * Writes what is there; the last picture lasts until now.
     *
     * @param now milliseconds since the film's start
     */
    void flush(long now) throws IOException {
        if (waiting.isEmpty()) {
            lastUntil(now);
            return;
        }
        lastUntil(waiting.getFirst().at);
        Box table = Box.full("trun", 0, 0x701).int32(waiting.size()).int32(0);
        int dataBytes = 0;
        for (int i = 0; i < waiting.size(); i++) {
            Sample sample = waiting.get(i);
            long end = i + 1 < waiting.size() ? waiting.get(i + 1).at : Math.max(now, sample.at + 1);
            table.int32(end - sample.at).int32(sample.data.length).int32(sample.key ? SYNC_SAMPLE : OTHER_SAMPLE);
            dataBytes += sample.data.length;
        }
        byte[] moof = fragment(table.bytes(), waiting.getFirst().at);
        ByteBuffer data = ByteBuffer.allocate(moof.length + 8 + dataBytes).put(moof);
        data.putInt(8 + dataBytes).put(new byte[] {'m', 'd', 'a', 't'});
        waiting.forEach(sample -> data.put(sample.data));
        lastEntry = length + moof.length - ENTRY;
        lastAt = waiting.getLast().at;
        waiting.clear();
        append(data.flip());
        writeLength(Math.max(now, lastAt + 1));
    }

    private byte[] fragment(byte[] table, long at) {
        fragments++;
        Box track = new Box("traf")
                .add(Box.full("tfhd", 0, 0x020000).int32(Mp4Header.TRACK))
                .add(Box.full("tfdt", 1, 0).int64(at))
                .raw(table);
        byte[] moof = new Box("moof")
                .add(Box.full("mfhd", 0, 0).int32(fragments))
                .add(track)
                .bytes();
        // The table is the last thing in the box, and its third number is where the data begin.
        int dataOffset = moof.length - table.length + 16;
        ByteBuffer.wrap(moof).putInt(dataOffset, moof.length + 8);
        return moof;
    }

    private void lastUntil(long now) throws IOException {
        if (fragments > 0 && now > lastAt) {
            write(ByteBuffer.allocate(4).putInt(0, (int) (now - lastAt)), lastEntry);
            writeLength(now);
        }
    }

    private void writeLength(long millis) throws IOException {
        write(ByteBuffer.allocate(8).putLong(0, millis), durationOffset);
    }

    private void append(ByteBuffer data) throws IOException {
        int count = data.remaining();
        write(data, length);
        length += count;
    }

    private void write(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += file.write(data, at);
        }
    }

    /** Onto the disk. */
    void force() throws IOException {
        file.force(false);
    }

    /** Closes the file, without what waits. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
