package org.pilothouse.rfb.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every seed, and each of them changed in many ways. {@code make soak} goes on from here, guided by coverage. */
class FuzzTest {
    private static final int ROUNDS = 1500;
    private static final int MOST_BYTES = 8192;
    private static final int[] INTERESTING = {0, 1, 2, 3, 0x0F, 0x10, 0x40, 0x7F, 0x80, 0x81, 0x90, 0xA0, 0xFE, 0xFF};

    static Set<String> targets() {
        return FuzzTargets.byName().keySet();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingButItsOwnExceptionsLeavesTheEngine(String target) throws IOException {
        List<byte[]> seeds = Seeds.of(target);
        for (byte[] seed : seeds) {
            run(target, seed);
        }
        Random random = new Random(target.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = seeds.get(random.nextInt(seeds.size()));
            for (int i = 0; i <= random.nextInt(4); i++) {
                input = changed(input, seeds, random);
            }
            run(target, input);
        }
    }

    private static void run(String target, byte[] input) {
        long start = System.nanoTime();
        try {
            FuzzTargets.run(target, input);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(target + " fails with " + HexFormat.of().formatHex(input), e);
        }
        assertTrue(
                System.nanoTime() - start < 20_000_000_000L,
                () -> target + " takes too long with " + HexFormat.of().formatHex(input));
    }

    private static byte[] changed(byte[] input, List<byte[]> seeds, Random random) {
        if (input.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        byte[] bytes = input.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xFF : 0));
            case 4 -> bytes = Arrays.copyOf(bytes, at);
            default -> bytes = spliced(bytes, at, seeds.get(random.nextInt(seeds.size())), random);
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] other, Random random) {
        int from = random.nextInt(other.length + 1);
        int count = Math.min(other.length - from, MOST_BYTES - at);
        byte[] joined = Arrays.copyOf(bytes, at + count);
        System.arraycopy(other, from, joined, at, count);
        return joined;
    }
}
