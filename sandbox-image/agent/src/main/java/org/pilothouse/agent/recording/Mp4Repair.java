package org.pilothouse.agent.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Cuts off what a killed writer had only half written, and reads how long the film is. */
final class Mp4Repair {
    private static final int MOOV = 0x6d6f6f76;
    private static final int MOOF = 0x6d6f6f66;
    private static final int MDAT = 0x6d646174;
    private static final int MVEX = 0x6d766578;
    private static final int HEADER = 8;

    private Mp4Repair() {}

    /**
     * @return milliseconds of the film; 0 where there is no whole picture
     * @throws IOException where the file cannot be read or cut
     */
    static long repair(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long at = 0;
            long whole = 0;
            long duration = 0;
            boolean pictures = false;
            int before = 0;
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            while (file.size() - at >= HEADER && read(file, header, at)) {
                long length = header.getInt(0) & 0xffff_ffffL;
                int type = header.getInt(4);
                if (length < HEADER || length > file.size() - at) {
                    break;
                }
                if (type == MOOV) {
                    duration = duration(file, at, length);
                }
                pictures |= type == MDAT && before == MOOF;
                before = type;
                at += length;
                // A fragment's table without its data is no good.
                if (type != MOOF) {
                    whole = at;
                }
            }
            if (whole < file.size()) {
                file.truncate(whole);
            }
            return pictures ? Math.max(1, duration) : 0;
        }
    }

    /** {@code mvex} is the last box of {@code moov}; {@code mehd} its first. */
    private static long duration(FileChannel file, long moov, long length) throws IOException {
        ByteBuffer box = ByteBuffer.allocate(Math.toIntExact(Math.min(length, 1 << 16)));
        if (!read(file, box, moov)) {
            return 0;
        }
        int at = HEADER;
        while (at + HEADER <= box.limit()) {
            int size = box.getInt(at);
            if (size < HEADER) {
                return 0;
            }
            if (box.getInt(at + 4) == MVEX && at + 28 <= box.limit()) {
                return box.getLong(at + HEADER + 12);
            }
            at += size;
        }
        return 0;
    }

    private static boolean read(FileChannel file, ByteBuffer buffer, long position) throws IOException {
        buffer.clear();
        long at = position;
        while (buffer.hasRemaining()) {
            int count = file.read(buffer, at);
            if (count < 0) {
                return false;
            }
            at += count;
        }
        buffer.flip();
        return true;
    }
}
