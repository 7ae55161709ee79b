package org.pilothouse.agent.input;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys that are pressed together: {@code ctrl+shift+t}.
 *
 * @param modifiers symbols of the keys held down meanwhile, in order
 * @param key symbol of the key that is pressed
 */
record Chord(List<Long> modifiers, long key) {
    private static final int MAX_LENGTH = 128;

    Chord {
        modifiers = List.copyOf(modifiers);
    }

    /**
     * Reads {@code key} or {@code modifier+…+key}. The plus key is {@code +} or {@code plus}, as in {@code ctrl++}.
     *
     * @param held names of further modifiers
     * @throws InputException where a name is unknown or something other than a modifier is to be held
     */
    static Chord parse(String text, List<String> held) throws InputException {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new InputException(
                    "Unknown key: " + (text.isBlank() ? "(empty)" : text.substring(0, MAX_LENGTH) + "…"));
        }
        List<String> names = new ArrayList<>(held);
        names.addAll(split(text));
        List<Long> modifiers = new ArrayList<>();
        for (String name : names.subList(0, names.size() - 1)) {
            long keysym = KeyNames.keysym(name);
            if (!KeyNames.isModifier(keysym)) {
                throw new InputException("Not a modifier key: " + name);
            }
            if (!modifiers.contains(keysym)) {
                modifiers.add(keysym);
            }
        }
        return new Chord(modifiers, KeyNames.keysym(names.getLast()));
    }

    private static List<String> split(String text) throws InputException {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A plus where a name should begin is the plus key.
            if (c == '+' && !name.toString().isBlank()) {
                names.add(clean(name));
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        if (name.toString().isBlank() && !name.toString().contains(" ")) {
            throw new InputException("Unknown key: " + text + " (a key must follow the last +)");
        }
        names.add(clean(name));
        return names;
    }

    private static String clean(CharSequence name) {
        String stripped = name.toString().strip();
        return stripped.isEmpty() ? "space" : stripped;
    }
}
