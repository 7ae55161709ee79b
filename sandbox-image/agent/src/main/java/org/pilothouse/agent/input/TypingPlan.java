package org.pilothouse.agent.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pilothouse.agent.x11.KeyMap;

/**
 * How to type the beginning of a text: which spare keys get which symbols first, and what is pressed then. It reaches
 * as far as the spare keys last; changing a key in the middle would make programs read earlier presses of it wrongly.
 *
 * @param assignments key code to symbol
 * @param covered how many symbols of the text the strokes stand for
 */
record TypingPlan(Map<Integer, Long> assignments, List<KeyMap.Stroke> strokes, int covered) {

    /**
     * @param symbols what is to be typed
     * @param from where in it this plan begins
     * @param pool keys that may get a symbol, the one to be used first in front
     * @throws InputException where a symbol has no key and there is none to give to it
     */
    static TypingPlan make(KeyMap map, long[] symbols, int from, List<Integer> pool) throws InputException {
        Map<Long, Integer> given = new LinkedHashMap<>();
        List<Integer> free = new ArrayList<>(pool);
        List<KeyMap.Stroke> strokes = new ArrayList<>();
        int i = from;
        for (; i < symbols.length; i++) {
            long symbol = symbols[i];
            Integer own = given.get(symbol);
            Optional<KeyMap.Stroke> present = map.find(symbol);
            if (own != null) {
                strokes.add(new KeyMap.Stroke(own, false));
            } else if (present.isPresent() && !given.containsValue(present.get().keycode())) {
                // A pool key that has the symbol from an earlier text is not to be given away any more.
                free.remove(Integer.valueOf(present.get().keycode()));
                strokes.add(present.get());
            } else if (free.isEmpty()) {
                break;
            } else {
                Integer key = free.removeFirst();
                given.put(symbol, key);
                strokes.add(new KeyMap.Stroke(key, false));
            }
        }
        if (i == from && from < symbols.length) {
            throw new InputException("The keyboard has no spare key for the character "
                    + String.format("U+%04X", symbols[from] & 0xff_ffff));
        }
        Map<Integer, Long> assignments = new LinkedHashMap<>();
        given.forEach((symbol, key) -> assignments.put(key, symbol));
        return new TypingPlan(assignments, strokes, i - from);
    }
}
