package org.pilothouse.rfb.jpeg;

/**
 * The inverse DCT in integers, after Loeffler, Ligtenberg and Moschytz, with 13 bits for constants and 2 more between the passes: the
 * precision that libjpeg calls "islow", so that the results are the same to the bit.
 */
final class Idct {
    private static final int CONST_BITS = 13;
    private static final int PASS1_BITS = 2;
    private static final int PASS1_SHIFT = CONST_BITS - PASS1_BITS;
    private static final int PASS2_SHIFT = CONST_BITS + PASS1_BITS + 3;

    private static final int F_0_298631336 = 2446;
    private static final int F_0_390180644 = 3196;
    private static final int F_0_541196100 = 4433;
    private static final int F_0_765366865 = 6270;
    private static final int F_0_899976223 = 7373;
    private static final int F_1_175875602 = 9633;
    private static final int F_1_501321110 = 12299;
    private static final int F_1_847759065 = 15137;
    private static final int F_1_961570560 = 16069;
    private static final int F_2_053119869 = 16819;
    private static final int F_2_562915447 = 20995;
    private static final int F_3_072711026 = 25172;

    private Idct() {}

    /** A block with nothing but a DC coefficient. */
    static void flat(int dc, byte[] to, int offset, int stride) {
        byte value = sample(((dc << PASS1_BITS) + (1 << (PASS1_BITS + 2))) >> (PASS1_BITS + 3));
        for (int row = 0, at = offset; row < 8; row++, at += stride) {
            for (int column = 0; column < 8; column++) {
                to[at + column] = value;
            }
        }
    }

    /** Transforms a block of 64 coefficients, which it uses as its workspace, into 8x8 samples, which are 128 below their value. */
    static void transform(int[] block, byte[] to, int offset, int stride) {
        for (int column = 0; column < 8; column++) {
            columnPass(block, column);
        }
        for (int row = 0; row < 8; row++) {
            rowPass(block, 8 * row, to, offset + row * stride);
        }
    }

    private static void columnPass(int[] b, int c) {
        if ((b[c + 8] | b[c + 16] | b[c + 24] | b[c + 32] | b[c + 40] | b[c + 48] | b[c + 56]) == 0) {
            int dc = b[c] << PASS1_BITS;
            for (int row = 0; row < 64; row += 8) {
                b[c + row] = dc;
            }
            return;
        }
        int evenMiddle = (b[c + 16] + b[c + 48]) * F_0_541196100;
        int even2 = evenMiddle - b[c + 48] * F_1_847759065;
        int even3 = evenMiddle + b[c + 16] * F_0_765366865;
        int even0 = (b[c] + b[c + 32]) << CONST_BITS;
        int even1 = (b[c] - b[c + 32]) << CONST_BITS;
        int sum0 = even0 + even3;
        int sum3 = even0 - even3;
        int sum1 = even1 + even2;
        int sum2 = even1 - even2;

        int odd0 = b[c + 56];
        int odd1 = b[c + 40];
        int odd2 = b[c + 24];
        int odd3 = b[c + 8];
        int z5 = (odd0 + odd2 + odd1 + odd3) * F_1_175875602;
        int z1 = -(odd0 + odd3) * F_0_899976223;
        int z2 = -(odd1 + odd2) * F_2_562915447;
        int z3 = z5 - (odd0 + odd2) * F_1_961570560;
        int z4 = z5 - (odd1 + odd3) * F_0_390180644;
        odd0 = odd0 * F_0_298631336 + z1 + z3;
        odd1 = odd1 * F_2_053119869 + z2 + z4;
        odd2 = odd2 * F_3_072711026 + z2 + z3;
        odd3 = odd3 * F_1_501321110 + z1 + z4;

        int round = 1 << (PASS1_SHIFT - 1);
        b[c] = (sum0 + odd3 + round) >> PASS1_SHIFT;
        b[c + 56] = (sum0 - odd3 + round) >> PASS1_SHIFT;
        b[c + 8] = (sum1 + odd2 + round) >> PASS1_SHIFT;
        b[c + 48] = (sum1 - odd2 + round) >> PASS1_SHIFT;
        b[c + 16] = (sum2 + odd1 + round) >> PASS1_SHIFT;
        b[c + 40] = (sum2 - odd1 + round) >> PASS1_SHIFT;
        b[c + 24] = (sum3 + odd0 + round) >> PASS1_SHIFT;
        b[c + 32] = (sum3 - odd0 + round) >> PASS1_SHIFT;
    }

    private static void rowPass(int[] b, int r, byte[] to, int at) {
        int evenMiddle = (b[r + 2] + b[r + 6]) * F_0_541196100;
        int even2 = evenMiddle - b[r + 6] * F_1_847759065;
        int even3 = evenMiddle + b[r + 2] * F_0_765366865;
        int even0 = (b[r] + b[r + 4]) << CONST_BITS;
        int even1 = (b[r] - b[r + 4]) << CONST_BITS;
        int sum0 = even0 + even3;
        int sum3 = even0 - even3;
        int sum1 = even1 + even2;
        int sum2 = even1 - even2;

        int odd0 = b[r + 7];
        int odd1 = b[r + 5];
        int odd2 = b[r + 3];
        int odd3 = b[r + 1];
        int z5 = (odd0 + odd2 + odd1 + odd3) * F_1_175875602;
        int z1 = -(odd0 + odd3) * F_0_899976223;
        int z2 = -(odd1 + odd2) * F_2_562915447;
        int z3 = z5 - (odd0 + odd2) * F_1_961570560;
        int z4 = z5 - (odd1 + odd3) * F_0_390180644;
        odd0 = odd0 * F_0_298631336 + z1 + z3;
        odd1 = odd1 * F_2_053119869 + z2 + z4;
        odd2 = odd2 * F_3_072711026 + z2 + z3;
        odd3 = odd3 * F_1_501321110 + z1 + z4;

        int round = 1 << (PASS2_SHIFT - 1);
        to[at] = sample((sum0 + odd3 + round) >> PASS2_SHIFT);
        to[at + 7] = sample((sum0 - odd3 + round) >> PASS2_SHIFT);
        to[at + 1] = sample((sum1 + odd2 + round) >> PASS2_SHIFT);
        to[at + 6] = sample((sum1 - odd2 + round) >> PASS2_SHIFT);
        to[at + 2] = sample((sum2 + odd1 + round) >> PASS2_SHIFT);
        to[at + 5] = sample((sum2 - odd1 + round) >> PASS2_SHIFT);
        to[at + 3] = sample((sum3 + odd0 + round) >> PASS2_SHIFT);
        to[at + 4] = sample((sum3 - odd0 + round) >> PASS2_SHIFT);
    }

    private static byte sample(int value) {
        return (byte) Math.max(-128, Math.min(127, value));
    }
}
