package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;

/**
 * Recordings with a few places changed: whatever comes of it, only the engine's two exceptions may leave it, soon, and without more
 * memory than the limits allow. Places are chosen where structure is: near the start of an update, or anywhere.
 */
class MutationFuzzTest {
    private static final int ROUNDS = 80;
    private static final int KEPT_BYTES = 600_000;
    private static final int[] INTERESTING = {0, 1, 2, 0x7F, 0x80, 0xFF, 16, 17, 127, 128, 129, 130};
    /** A desktop of the recording's size fits twice; a hostile one does not. */
    private static final RfbLimits SMALL = new RfbLimits(4096, 4 << 20, 64, 64 << 10, 1 << 10, 64 << 20, 4 << 20, 64);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiger-desk-720-zrle",
                "x11vnc-desk-720-zrle",
                "tiger-desk-720-hextile",
                "tightvnc-desk-720-hextile",
                "tiger-desk-720-tight-jpeg",
                "tiger-desk-720-tight-lossless",
                "tightvnc-desk-720-corre",
                "tightvnc-desk-720-tight-gradient",
                "tightvnc-desk-720-tight-jpeg",
                "tightvnc-desk-720-zlib",
            })
    void onlyItsOwnTwoExceptionsLeaveTheEngine(String name) throws IOException {
        byte[] original = recording(name);
        for (int round = 0; round < ROUNDS; round++) {
            long seed = 31L * name.hashCode() + round;
            byte[] mutated = mutate(original, new Random(seed));
            long start = System.nanoTime();
            try {
                StreamReplay.run(new ByteArrayInputStream(mutated), SMALL, false);
            } catch (RfbProtocolException | RfbConnectionException e) {
                assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "seed " + seed);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertTrue(System.nanoTime() - start < 10_000_000_000L, "seed " + seed + " took more than 10 s");
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int places = 1 + random.nextInt(4);
        for (int i = 0; i < places; i++) {
            int near = random.nextBoolean() ? 64 : bytes.length - 8;
            int at = 20 + random.nextInt(near);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
                default -> Arrays.fill(bytes, at, at + 4, (byte) (random.nextBoolean() ? 0xFF : 0));
            }
        }
        boolean cut = random.nextInt(4) == 0;
        return cut ? Arrays.copyOf(bytes, 24 + random.nextInt(bytes.length - 24)) : bytes;
    }

    private static byte[] recording(String name) throws IOException {
        try (InputStream resource = MutationFuzzTest.class.getResourceAsStream("/captures/" + name + ".rfb.gz");
                InputStream recording = new GZIPInputStream(resource)) {
            return recording.readNBytes(KEPT_BYTES);
        }
    }
}
