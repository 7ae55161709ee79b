package org.pilothouse.agent.input;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.pilothouse.agent.x11.KeyMap;
import org.pilothouse.agent.x11.PointerState;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

/**
 * Types and presses keys. One thing at a time: a second caller waits. Characters that no key has get one of the spare
 * keys, many at once, and keep it until it is needed for another; each change makes every program read the mapping
 * anew, so they are rare. Safe for use by many threads.
 */
public final class Keyboard {
    /** Programs must have read a changed mapping before a changed key is pressed: 10 ms was enough when measured. */
    private static final Duration SETTLE = Duration.ofMillis(25);
    /**
     * And they must have read the presses before a key is changed again. X tells nobody when they have; a program that
     * first loads a font for a new script was seen to take more than 100 ms.
     */
    private static final Duration DRAIN = Duration.ofMillis(400);
    /** So many presses are sent before others may use the X connection. */
    private static final int CHUNK = 32;

    private final XServer server;
    private final ReentrantLock lock = new ReentrantLock();
    /** Keys that were given a symbol, the longest unused first. */
    private final SequencedSet<Integer> ours = new LinkedHashSet<>();
    /** Keys that a caller wants to be down until it says otherwise. */
    private final Set<Integer> held = new HashSet<>();

    public Keyboard(XServer server) {
        this.server = server;
    }

    /**
     * Types a text, as if nothing were held down; a line break is the Return key.
     *
     * @throws InputException where it holds a control character that no key gives; nothing is typed then
     */
    public void type(String text) throws InputException, XException, InterruptedException {
        type(text, Duration.ZERO);
    }

    /**
     * As {@link #type(String)}.
     *
     * @param between pause after each key; programs need none
     */
    public void type(String text, Duration between) throws InputException, XException, InterruptedException {
        long[] symbols = symbols(text);
        lock.lockInterruptibly();
        try {
            boolean capsLock = releaseModifiers();
            int done = 0;
            while (done < symbols.length) {
                TypingPlan plan = plan(symbols, done);
                if (done > 0) {
                    Thread.sleep(DRAIN);
                }
                assign(plan);
                strike(plan.strokes(), between);
                done += plan.covered();
            }
            if (capsLock) {
                tap(KeyNames.CAPS_LOCK);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Presses a key, with modifiers held down meanwhile.
     *
     * @param key a name, or several joined by {@code +} of which the last is pressed and the others are held
     * @param modifiers names of further keys to hold
     */
    public void press(String key, List<String> modifiers) throws InputException, XException, InterruptedException {
        Chord chord = Chord.parse(key, modifiers);
        lock.lockInterruptibly();
        try {
            releaseModifiers();
            List<Long> all = new ArrayList<>(chord.modifiers());
            all.add(chord.key());
            TypingPlan plan = plan(all.stream().mapToLong(Long::longValue).toArray(), 0);
            if (plan.covered() < all.size()) {
                throw new InputException("The keyboard has too few spare keys for " + key);
            }
            assign(plan);
            strikeTogether(plan.strokes());
        } finally {
            lock.unlock();
        }
    }

    /** Holds a key down for some time, in which it repeats as it does for a person. */
    public void hold(String key, Duration duration) throws InputException, XException, InterruptedException {
        down(key);
        try {
            Thread.sleep(duration);
        } finally {
            up(key);
        }
    }

    /** Presses a key and keeps it down; keys that are pressed or typed meanwhile are pressed with it. */
    public void down(String key) throws InputException, XException, InterruptedException {
        hold(key, true);
    }

    /** Lets go of a key. */
    public void up(String key) throws InputException, XException, InterruptedException {
        hold(key, false);
    }

    private void hold(String key, boolean down) throws InputException, XException, InterruptedException {
        Chord chord = Chord.parse(key, List.of());
        if (!chord.modifiers().isEmpty()) {
            throw new InputException("One key at a time can be held or let go: " + key);
        }
        lock.lockInterruptibly();
        try {
            TypingPlan plan = plan(new long[] {chord.key()}, 0);
            assign(plan);
            int code = plan.strokes().getFirst().keycode();
            server.perform(x -> {
                x.keyboard().key(code, down);
                x.sync();
            });
            if (down) {
                held.add(code);
            } else {
                held.remove(code);
            }
        } finally {
            lock.unlock();
        }
    }

    private static long[] symbols(String text) throws InputException {
        int[] codePoints = text.replace("\r\n", "\n").codePoints().toArray();
        long[] symbols = new long[codePoints.length];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = KeyNames.ofCharacter(codePoints[i]);
        }
        return symbols;
    }

    private TypingPlan plan(long[] symbols, int from) throws InputException, XException, InterruptedException {
        KeyMap map = server.call(x -> x.keyboard().map());
        List<Integer> pool = new ArrayList<>(map.spareKeys());
        // Media keys: nobody has them here, and with some seventy keys more a key is hardly ever changed twice.
        map.vendorKeys().stream().filter(key -> !ours.contains(key)).forEach(pool::add);
        // A key that lost our symbol meanwhile is spare again or somebody else's.
        ours.removeIf(key -> map.symbolOf(key) == 0);
        pool.addAll(ours);
        return TypingPlan.make(map, symbols, from, pool);
    }

    private void assign(TypingPlan plan) throws XException, InterruptedException {
        for (KeyMap.Stroke stroke : plan.strokes()) {
            if (ours.remove(stroke.keycode())) {
                ours.addLast(stroke.keycode());
            }
        }
        if (plan.assignments().isEmpty()) {
            return;
        }
        server.perform(x -> {
            plan.assignments().forEach((key, symbol) -> x.keyboard().assign(key, symbol));
            x.sync();
        });
        for (Integer key : plan.assignments().keySet()) {
            ours.remove(key);
            ours.addLast(key);
        }
        Thread.sleep(SETTLE);
    }

    private void strike(List<KeyMap.Stroke> strokes, Duration between) throws XException, InterruptedException {
        int step = between.isPositive() ? 1 : CHUNK;
        for (int i = 0; i < strokes.size(); i += step) {
            List<KeyMap.Stroke> chunk = strokes.subList(i, Math.min(strokes.size(), i + step));
            if (i > 0) {
                Thread.sleep(between);
            }
            server.perform(x -> {
                int shift = keyOf(x, KeyNames.SHIFT);
                for (KeyMap.Stroke stroke : chunk) {
                    if (stroke.shift()) {
                        x.keyboard().key(shift, true);
                    }
                    x.keyboard().key(stroke.keycode(), true);
                    x.keyboard().key(stroke.keycode(), false);
                    if (stroke.shift()) {
                        x.keyboard().key(shift, false);
                    }
                }
                x.sync();
            });
        }
    }

    private void strikeTogether(List<KeyMap.Stroke> strokes) throws XException, InterruptedException {
        server.perform(x -> {
            List<Integer> down = new ArrayList<>();
            if (strokes.getLast().shift()) {
                down.add(keyOf(x, KeyNames.SHIFT));
            }
            strokes.forEach(stroke -> down.add(stroke.keycode()));
            List<Integer> keys = down.stream().distinct().toList();
            keys.forEach(key -> x.keyboard().key(key, true));
            keys.reversed().forEach(key -> x.keyboard().key(key, false));
            x.sync();
        });
    }

    /** Lets go of what a person or an interrupted action holds down; true if Caps Lock was on, which is now off. */
    private boolean releaseModifiers() throws XException, InterruptedException {
        return server.call(x -> {
            PointerState state = x.pointer();
            if ((state.mask() & PointerState.MODIFIERS) == 0) {
                return false;
            }
            KeyMap map = x.keyboard().map();
            for (int key : x.keyboard().pressed()) {
                if (KeyNames.isModifier(map.symbolOf(key)) && !held.contains(key)) {
                    x.keyboard().key(key, false);
                }
            }
            boolean capsLock = (state.mask() & PointerState.LOCK) != 0;
            if (capsLock) {
                int key = keyOf(x, KeyNames.CAPS_LOCK);
                x.keyboard().key(key, true);
                x.keyboard().key(key, false);
            }
            x.sync();
            return capsLock;
        });
    }

    private void tap(long keysym) throws XException, InterruptedException {
        server.perform(x -> {
            int key = keyOf(x, keysym);
            x.keyboard().key(key, true);
            x.keyboard().key(key, false);
            x.sync();
        });
    }

    private static int keyOf(XConnection x, long keysym) throws XException {
        return x.keyboard()
                .map()
                .find(keysym)
                .orElseThrow(() -> new XException("the keyboard has no key for " + Long.toHexString(keysym)))
                .keycode();
    }
}
