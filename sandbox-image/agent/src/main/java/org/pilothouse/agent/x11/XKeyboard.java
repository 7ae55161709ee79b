package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keys of the X server, by key code; what they mean is in {@link KeyMap}. */
public final class XKeyboard {
    private final XConnection x;
    private @Nullable KeyMap map;

    XKeyboard(XConnection x) {
        this.x = x;
    }

    /** The mapping in force; read anew after anybody has changed it. */
    public KeyMap map() throws XException {
        // Whoever changed it did so before now; the notice may still lie in the socket.
        x.readEvents();
        KeyMap known = map;
        if (known == null) {
            known = read();
            map = known;
        }
        return known;
    }

    void mappingChanged() {
        map = null;
    }

    private KeyMap read() throws XException {
        MemorySegment results = x.results();
        LibXKeyboard.keycodes(x.display(), results, results.asSlice(8));
        int first = results.get(JAVA_INT, 0);
        int count = results.get(JAVA_INT, 8) - first + 1;
        MemorySegment mapping = LibXKeyboard.mapping(x.display(), first, count, results);
        if (mapping.equals(MemorySegment.NULL)) {
            throw x.failed("reading the keyboard mapping");
        }
        try {
            int symbolsPerKey = results.get(JAVA_INT, 0);
            long[] symbols = mapping.reinterpret((long) count * symbolsPerKey * Long.BYTES)
                    .toArray(JAVA_LONG);
            return new KeyMap(first, symbolsPerKey, symbols);
        } finally {
            LibX11.free(mapping);
        }
    }

    /** Gives a key one symbol, with and without Shift. Programs take a moment to notice. */
    public void assign(int keycode, long keysym) {
        MemorySegment symbols = x.results();
        symbols.set(JAVA_LONG, 0, keysym);
        symbols.set(JAVA_LONG, 8, keysym);
        LibXKeyboard.changeMapping(x.display(), keycode, 2, symbols, 1);
        map = null;
    }

    public void key(int keycode, boolean down) {
        LibXExtensions.fakeKey(x.display(), keycode, down);
    }

    /** Key codes that are down now, by anybody's doing. */
    public List<Integer> pressed() {
        MemorySegment bits = x.results();
        LibXKeyboard.pressed(x.display(), bits);
        List<Integer> keys = new ArrayList<>();
        for (int key = 0; key < 256; key++) {
            if ((bits.get(JAVA_BYTE, key / 8) & (1 << (key % 8))) != 0) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** The symbol of this X name, such as {@code Return} or {@code eacute}. Needs no connection; any thread. */
    public static OptionalLong keysym(String name) {
        try (Arena arena = Arena.ofConfined()) {
            long keysym = LibXKeyboard.keysym(arena.allocateFrom(name));
            return keysym == 0 ? OptionalLong.empty() : OptionalLong.of(keysym);
        }
    }
}
