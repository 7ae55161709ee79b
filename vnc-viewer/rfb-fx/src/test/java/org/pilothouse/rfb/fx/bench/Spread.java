package org.pilothouse.rfb.fx.bench;

import java.util.List;
import java.util.Locale;

/** {@code median (lowest..highest)}. */
final class Spread {
    private Spread() {}

    static String of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT, "%.2f (%.2f..%.2f)", sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
    }
}
