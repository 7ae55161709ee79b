package org.pilothouse.rfb.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** Small recordings made by hand: a desktop of 8x4 whose update number n paints the pixel (n, 0) in colour n + 1, all 100 ms apart. */
public final class Recorded {
    private Recorded() {}

    /** Writes a recording with its index. */
    public static Path updates(Path directory, int count) throws IOException {
        Path file = directory.resolve("hand.rfb");
        Message stream = init();
        StringBuilder index = new StringBuilder("t_ms,end_offset,rects,pixels\n");
        int end = stream.bytes().length;
        for (int i = 0; i < count; i++) {
            stream.put(update(i));
            index.append(100 * (i + 1))
                    .append(',')
                    .append(stream.bytes().length)
                    .append(",1,1\n");
        }
        Files.write(file, stream.bytes());
        Files.writeString(indexOf(file), index);
        return file;
    }

    public static Path indexOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".idx");
    }

    /** ServerInit. */
    public static Message init() {
        return FakeServer.serverInit(8, 4, "hand");
    }

    /** The update of a number. */
    public static byte[] update(int number) {
        return Message.update(1).rect(number % 8, 0, 1, 1, 0).pixel(number + 1).bytes();
    }
}
