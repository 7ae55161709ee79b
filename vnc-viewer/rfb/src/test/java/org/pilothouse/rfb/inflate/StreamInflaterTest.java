package org.pilothouse.rfb.inflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.rfb.RfbProtocolException;

/** Proven equal to zlib: the same bytes for what it accepts, and refused what it refuses. */
class StreamInflaterTest {
    /** Zeros behind what is damaged, so that both come to the end of what they refuse sooner or later. */
    private static final int PADDING = 80;

    private static final int ROUNDS = 400;
    private static final int DAMAGED_ROUNDS = 6000;
    private static final int[] STRATEGIES = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};

    /** What came out, and whether the stream was refused. */
    private record Outcome(byte[] bytes, boolean refused) {}

    @Test
    void givesTheBytesOfZlibForStreamsInPiecesCutAnywhere() throws Exception {
        Random random = new Random(4);
        StreamInflater inflater = new StreamInflater(0);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plain = content(random, 1 + random.nextInt(round % 10 == 0 ? 400_000 : 20_000));
            byte[] compressed = compress(random, plain);
            inflater.reset();
            Outcome outcome = inflate(inflater, compressed, random);
            assertTrue(!outcome.refused(), "round " + round);
            assertArrayEquals(plain, outcome.bytes(), "round " + round);
        }
    }

    @Test
    void refusesWhatZlibRefusesAndNothingElse() throws Exception {
        Random random = new Random(5);
        StreamInflater inflater = new StreamInflater(0);
        int refused = 0;
        for (int round = 0; round < DAMAGED_ROUNDS; round++) {
            byte[] plain = content(random, 1 + random.nextInt(600));
            byte[] damaged = damage(compress(random, plain), random);
            Outcome expected = zlib(damaged);
            inflater.reset();
            Outcome outcome = inflate(inflater, damaged, random);
            assertEquals(expected.refused(), outcome.refused(), "round " + round);
            if (!expected.refused()) {
                assertArrayEquals(expected.bytes(), outcome.bytes(), "round " + round);
            }
            refused += expected.refused() ? 1 : 0;
        }
        assertTrue(refused > DAMAGED_ROUNDS / 10 && refused < DAMAGED_ROUNDS, refused + " refused");
    }

    @Test
    void readsWhatRandomBitsMeanTheSameWay() throws Exception {
        Random random = new Random(6);
        StreamInflater inflater = new StreamInflater(0);
        for (int round = 0; round < DAMAGED_ROUNDS; round++) {
            byte[] bytes = new byte[2 + random.nextInt(200) + PADDING];
            random.nextBytes(bytes);
            bytes[0] = 0x78;
            bytes[1] = (byte) 0x9C;
            bytes[2] = (byte) (bytes[2] & 0xF8 | (random.nextBoolean() ? 4 : 2));
            Arrays.fill(bytes, bytes.length - PADDING, bytes.length, (byte) 0);
            Outcome expected = zlib(bytes);
            inflater.reset();
            Outcome outcome = inflate(inflater, bytes, random);
            assertEquals(
                    expected.refused(),
                    outcome.refused(),
                    "round " + round + ": " + HexFormat.of().formatHex(bytes));
            if (!expected.refused()) {
                assertArrayEquals(expected.bytes(), outcome.bytes(), "round " + round);
            }
        }
    }

    @Test
    void endsWhereTheStreamEnds() throws Exception {
        StreamInflater inflater = new StreamInflater(0);
        byte[] bytes = HexFormat.of().parseHex("789c0300ffff");
        inflater.inflate(bytes, 0, bytes.length);
        assertTrue(inflater.isFinished());
        assertEquals(inflater.position(), inflater.limit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "789d 00", // head without its check
                "7780 00", // another method
                "78bb 00000001", // a dictionary
                "8819 00", // a window of 64 KiB
                "789c 07", // a block of kind 3
                "789c 00 0500 0500", // a stored block whose length is not complemented
            })
    void refusesStreamsThatAreNone(String hex) throws RfbProtocolException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        StreamInflater inflater = new StreamInflater(0);
        assertThrows(RfbProtocolException.class, () -> inflater.inflate(bytes, 0, bytes.length));
    }

    @Test
    void aBombUnfoldsOnlyAsFarAsItIsRead() throws Exception {
        byte[] bomb = org.pilothouse.rfb.testing.Attack.flushed(new byte[64 << 20]);
        StreamInflater inflater = new StreamInflater(0);
        int used = inflater.inflate(bomb, 0, bomb.length);
        assertTrue(inflater.isFull());
        assertTrue(used < bomb.length);
        assertTrue(inflater.limit() - inflater.position() <= StreamInflater.ROOM + (48 << 10));
    }

    /** Pieces, and takings away, of any size. */
    private static Outcome inflate(StreamInflater inflater, byte[] compressed, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int largest = 1 << random.nextInt(16);
        int at = 0;
        try {
            do {
                int piece = Math.min(compressed.length - at, 1 + random.nextInt(largest));
                at = inflater.inflate(compressed, at, at + piece);
                int there = inflater.limit() - inflater.position();
                int taken = at == compressed.length && !inflater.isFull() || random.nextBoolean()
                        ? there
                        : random.nextInt(there + 1);
                out.write(inflater.array(), inflater.position(), taken);
                inflater.consume(taken);
            } while (!inflater.isFinished() && (at < compressed.length || inflater.isFull()));
            out.write(inflater.array(), inflater.position(), inflater.limit() - inflater.position());
            return new Outcome(out.toByteArray(), false);
        } catch (RfbProtocolException e) {
            return new Outcome(out.toByteArray(), true);
        }
    }

    /** Without the checksum, which is not looked at here; so the head has to be read by hand. */
    private static Outcome zlib(byte[] compressed) {
        int method = compressed[0] & 0xFF;
        int flags = compressed[1] & 0xFF;
        if ((256 * method + flags) % 31 != 0 || (method & 15) != 8 || method >> 4 > 7 || (flags & 0x20) != 0) {
            return new Outcome(new byte[0], true);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(compressed, 2, compressed.length - 2);
            byte[] piece = new byte[1 << 16];
            int count;
            while ((count = inflater.inflate(piece)) > 0) {
                out.write(piece, 0, count);
            }
            return new Outcome(out.toByteArray(), false);
        } catch (DataFormatException e) {
            return new Outcome(out.toByteArray(), true);
        }
    }

    private static byte[] content(Random random, int size) {
        byte[] bytes = new byte[size];
        int kind = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte)
                    switch (kind) {
                        case 0 -> 0;
                        case 1 -> random.nextInt();
                        case 2 -> "the quick brown fox ".charAt(random.nextInt(20));
                        case 3 -> i > 40 && random.nextInt(30) > 0 ? bytes[i - 1 - i % (1 + random.nextInt(8))] : i;
                        default -> i >= 3000 && random.nextInt(200) > 0 ? bytes[i - 3000] : random.nextInt(40);
                    };
        }
        return bytes;
    }

    /** With flushes, and changes of level and strategy, in between. */
    private static byte[] compress(Random random, byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Deflater deflater = new Deflater(random.nextInt(10))) {
            deflater.setStrategy(STRATEGIES[random.nextInt(STRATEGIES.length)]);
            byte[] piece = new byte[1 << 16];
            for (int at = 0; at < plain.length; ) {
                int part = Math.min(plain.length - at, 1 + random.nextInt(plain.length));
                deflater.setInput(plain, at, part);
                int flush = random.nextInt(8) == 0 ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH;
                int count;
                do {
                    count = deflater.deflate(piece, 0, piece.length, flush);
                    out.write(piece, 0, count);
                } while (count == piece.length || !deflater.needsInput());
                at += part;
            }
        }
        return out.toByteArray();
    }

    private static byte[] damage(byte[] stream, Random random) {
        byte[] bytes = Arrays.copyOf(stream, stream.length + PADDING);
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
