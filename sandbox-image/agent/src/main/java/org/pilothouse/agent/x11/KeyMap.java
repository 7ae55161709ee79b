package org.pilothouse.agent.x11;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which key gives which symbol: the core keyboard mapping, its first two levels. Immutable. */
public final class KeyMap {
    private static final long KEYPAD_FIRST = 0xff80;
    private static final long KEYPAD_LAST = 0xffbd;
    private static final long VENDOR_FIRST = 0x1008_0000L;
    private static final long VENDOR_LAST = 0x1008_ffffL;

    private final int first;
    private final int symbolsPerKey;
    private final long[] symbols;
    private final Map<Long, Stroke> strokes = new HashMap<>();

    /**
     * @param first the lowest key code
     * @param symbols for each key code, {@code symbolsPerKey} key symbols; 0 is none
     */
    public KeyMap(int first, int symbolsPerKey, long[] symbols) {
        this.first = first;
        this.symbolsPerKey = symbolsPerKey;
        this.symbols = symbols.clone();
        for (int key = 0; key < keys(); key++) {
            long plain = symbol(key, 0);
            long shifted = symbol(key, 1);
            if (plain != 0) {
                strokes.putIfAbsent(plain, new Stroke(first + key, false));
                long upper = upperCase(plain);
                if (shifted == 0 && upper != plain) {
                    shifted = upper;
                }
            }
            // The shifted level of the keypad depends on Num Lock.
            if (shifted != 0 && shifted != plain && !isKeypad(plain)) {
                strokes.putIfAbsent(shifted, new Stroke(first + key, true));
            }
        }
    }

    /**
     * A key to press.
     *
     * @param shift with Shift held down
     */
    public record Stroke(int keycode, boolean shift) {}

    /** How to give this symbol, if a key has it. */
    public Optional<Stroke> find(long keysym) {
        return Optional.ofNullable(strokes.get(keysym));
    }

    /** Keys without any symbol, which may be given one. */
    public List<Integer> spareKeys() {
        List<Integer> spare = new ArrayList<>();
        for (int key = 0; key < keys(); key++) {
            boolean free = true;
            for (int level = 0; level < symbolsPerKey && free; level++) {
                free = symbol(key, level) == 0;
            }
            if (free) {
                spare.add(first + key);
            }
        }
        return spare;
    }

    /** Keys of which all symbols are vendors' (media keys and the like): what may be given away when none is spare. */
    public List<Integer> vendorKeys() {
        List<Integer> vendor = new ArrayList<>();
        for (int key = 0; key < keys(); key++) {
            boolean all = symbol(key, 0) != 0;
            for (int level = 0; level < symbolsPerKey && all; level++) {
                long symbol = symbol(key, level);
                all = symbol == 0 || (symbol >= VENDOR_FIRST && symbol <= VENDOR_LAST);
            }
            if (all) {
                vendor.add(first + key);
            }
        }
        return vendor;
    }

    /** The first symbol of a key code; 0 where it has none. */
    public long symbolOf(int keycode) {
        int key = keycode - first;
        return key >= 0 && key < keys() ? symbol(key, 0) : 0;
    }

    private int keys() {
        return symbols.length / symbolsPerKey;
    }

    private long symbol(int key, int level) {
        return level < symbolsPerKey ? symbols[key * symbolsPerKey + level] : 0;
    }

    private static boolean isKeypad(long keysym) {
        return keysym >= KEYPAD_FIRST && keysym <= KEYPAD_LAST;
    }

    private static long upperCase(long keysym) {
        boolean latin = keysym < 0x100;
        return latin ? Character.toUpperCase((int) keysym) : keysym;
    }
}
