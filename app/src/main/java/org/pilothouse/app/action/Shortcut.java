package org.pilothouse.app.action;

/**
 * A key that runs an action.
 *
 * @param text such as {@code Ctrl+K}, {@code N}, {@code /}, {@code Enter}
 * @param kind how it is matched
 */
public record Shortcut(String text, Kind kind) {
    /** How a shortcut is matched. */
    public enum Kind {
        /** The typed character, so that it works on every keyboard layout; silent while text is edited. */
        CHARACTER,
        /** A named key without modifiers; silent while text is edited, but for Escape. */
        KEY,
        /** A key with Ctrl, Alt or Shift, in the notation of {@code text}; works everywhere but in a viewer. */
        CHORD
    }

    /** As it stands on a keyboard. */
    public String display() {
        return text.replace("Equals", "=").replace("Minus", "−").replace("Escape", "Esc");
    }

    public static Shortcut character(char character) {
        return new Shortcut(String.valueOf(Character.toUpperCase(character)), Kind.CHARACTER);
    }

    public static Shortcut key(String name) {
        return new Shortcut(name, Kind.KEY);
    }

    public static Shortcut chord(String text) {
        return new Shortcut(text, Kind.CHORD);
    }
}
