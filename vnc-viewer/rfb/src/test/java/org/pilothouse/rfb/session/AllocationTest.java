package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.rfb.RfbLimits;

/** In steady state decoding allocates nothing: what many updates take is what a session takes for itself. */
class AllocationTest {
    private static final int SERVER_INIT_HEAD = 24;
    private static final int REPETITIONS = 40;
    /** The JVM's own compiling and profiling now and then allocates on the thread. */
    private static final long MOST_BYTES_AN_UPDATE = 16;

    /** Streams that may come again from their first update: those without a zlib stream that lasts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiger-desk-720-hextile",
                "tightvnc-desk-720-hextile",
                "tightvnc-desk-720-corre",
            })
    void repeatedUpdatesTakeNothing(String name) throws IOException {
        byte[] once = recording(name);
        int head = SERVER_INIT_HEAD + (once[SERVER_INIT_HEAD - 2] & 0xFF) * 256 + (once[SERVER_INIT_HEAD - 1] & 0xFF);
        byte[] updates = Arrays.copyOfRange(once, head, once.length);
        StreamReplay.run(repeated(once, updates, REPETITIONS), RfbLimits.DEFAULT, false);

        long few = allocated(once, updates, 2);
        long many = allocated(once, updates, 2 + REPETITIONS);

        long updateCount = REPETITIONS
                * StreamReplay.run(new ByteArrayInputStream(once), RfbLimits.DEFAULT, false)
                        .updates();
        long each = (many - few) / updateCount;
        assertTrue(each <= MOST_BYTES_AN_UPDATE, each + " bytes an update");
    }

    /** The same for streams that last, by their own length: the second half of a recording takes what the first did not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiger-desk-720-zrle",
                "tiger-desk-720-tight-jpeg",
                "tightvnc-desk-720-tight-gradient",
                "tightvnc-desk-720-tight-jpeg",
                "tightvnc-desk-720-zlib",
            })
    void laterUpdatesTakeHardlyAnything(String name) throws IOException {
        byte[] recording = recording(name);
        StreamReplay.run(new ByteArrayInputStream(recording), RfbLimits.DEFAULT, false);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] at = new int[1];
        List<Long> marks = new ArrayList<>(Collections.nCopies(64, 0L));
        InputStream watched = new ByteArrayInputStream(recording) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                if (at[0] < 64) {
                    marks.set(at[0]++, threads.getCurrentThreadAllocatedBytes());
                }
                return super.read(to, offset, Math.min(length, recording.length / 60 + 1));
            }
        };
        StreamReplay.run(watched, RfbLimits.DEFAULT, false);
        long later = marks.get(at[0] - 1) - marks.get(at[0] / 2);
        // Buffers for JPEG images grow with the largest that came; the marks themselves are boxed.
        assertTrue(later < 64 << 10, later + " bytes in the second half");
    }

    private static long allocated(byte[] once, byte[] updates, int repetitions) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        InputStream in = repeated(once, updates, repetitions);
        long before = threads.getCurrentThreadAllocatedBytes();
        StreamReplay.run(in, RfbLimits.DEFAULT, false);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static InputStream repeated(byte[] once, byte[] updates, int repetitions) {
        List<InputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayInputStream(once));
        for (int i = 0; i < repetitions; i++) {
            parts.add(new ByteArrayInputStream(updates));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static byte[] recording(String name) throws IOException {
        try (InputStream resource = AllocationTest.class.getResourceAsStream("/captures/" + name + ".rfb.gz");
                InputStream recording = new GZIPInputStream(resource)) {
            return recording.readAllBytes();
        }
    }
}
