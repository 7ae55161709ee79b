package org.pilothouse.rfb.fx.picture;

/**
 * Weights of one axis of a scaled picture: each new pixel takes {@code taps} old ones from {@code first[i]} on. A pixel's weights are at
 * {@code weights[i * taps]} and add up to {@link #ONE}.
 */
final class ScaleAxis {
    static final int BITS = 8;
    static final int ONE = 1 << BITS;

    final int taps;
    final int[] first;
    final short[] weights;

    ScaleAxis(int from, int to) {
        double ratio = (double) from / to;
        taps = Math.min(from, (int) Math.ceil(ratio) + 1);
        first = new int[to];
        weights = new short[to * taps];
        for (int i = 0; i < to; i++) {
            double start = i * ratio;
            // The last taps would lie behind the picture; then the window moves back and those in front get nothing.
            first[i] = Math.min((int) start, from - taps);
            weigh(i, start, Math.min(from, start + ratio), ratio);
        }
    }

    /** Each old pixel weighs as much as the new one covers of it; what rounding leaves goes to the heaviest. */
    private void weigh(int pixel, double start, double end, double ratio) {
        int left = ONE;
        int heaviest = pixel * taps;
        for (int tap = 0; tap < taps; tap++) {
            int at = pixel * taps + tap;
            int old = first[pixel] + tap;
            double covered = Math.max(0, Math.min(end, old + 1) - Math.max(start, old));
            weights[at] = (short) Math.round(covered / ratio * ONE);
            left -= weights[at];
            heaviest = weights[at] > weights[heaviest] ? at : heaviest;
        }
        weights[heaviest] += (short) left;
    }
}
