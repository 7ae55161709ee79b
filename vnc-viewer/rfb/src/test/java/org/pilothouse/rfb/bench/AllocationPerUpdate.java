package org.pilothouse.rfb.bench;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.session.StreamReplay;

/** {@code AllocationPerUpdate FILE...}: bytes that decoding the second half of a recording allocates, for each update in it. */
public final class AllocationPerUpdate {
    private static final int WARM_UP = 5;

    private AllocationPerUpdate() {}

    public static void main(String[] arguments) throws IOException {
        for (String file : arguments) {
            Path path = Path.of(file);
            byte[] recording = Files.readAllBytes(path);
            for (int i = 0; i < WARM_UP; i++) {
                StreamReplay.run(new ByteArrayInputStream(recording), RfbLimits.DEFAULT, false);
            }
            Watched watched = new Watched(recording);
            long updates = StreamReplay.run(watched, RfbLimits.DEFAULT, false).updates();
            System.out.printf(
                    Locale.ROOT,
                    "allocation, second half of %s: %.1f bytes an update%n",
                    path.getFileName(),
                    (watched.atEnd - watched.atHalf) / (updates / 2.0));
        }
    }

    /** Notes what the thread had allocated when half of it, and all of it, was read. */
    private static final class Watched extends ByteArrayInputStream {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long atHalf;
        private long atEnd;

        Watched(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] to, int offset, int length) {
            if (atHalf == 0 && pos > count / 2) {
                atHalf = threads.getCurrentThreadAllocatedBytes();
            }
            if (pos == count && atEnd == 0) {
                atEnd = threads.getCurrentThreadAllocatedBytes();
            }
            return super.read(to, offset, length);
        }
    }
}
