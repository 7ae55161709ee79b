package org.pilothouse.agent.a11y;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an element must be like; every part that is given counts.
 *
 * @param states names of states that it must have
 */
public record Wanted(@Nullable String role, @Nullable String name, List<String> states) {
    /** Later versions of AT-SPI have another name for it; either is understood. */
    private static final Map<String, String> ROLE_ALIASES = Map.of("button", "push button");

    public Wanted {
        role = role == null || role.isBlank() ? null : plainRole(role.strip());
        name = name == null || name.isBlank() ? null : name;
        states = states.stream().map(States::normalised).toList();
    }

    /** How well an element fits, the best first. */
    public enum Fit {
        /** The very name, or no name was given. */
        SAME,
        /** The name but for case. */
        SAME_BUT_CASE,
        /** A part of the name but for case. */
        PART
    }

    public boolean isEmpty() {
        return role == null && name == null && states.isEmpty();
    }

    /** How the element fits by role and name; empty where it does not. */
    Optional<Fit> fit(Seen element) {
        if (role != null && !role.equals(plainRole(element.role))) {
            return Optional.empty();
        }
        if (name == null) {
            return Optional.of(Fit.SAME);
        }
        // GTK fills names of menu items up with spaces, to make room for their keys.
        String its = element.name.strip();
        if (name.strip().equals(its)) {
            return Optional.of(Fit.SAME);
        }
        String lower = name.strip().toLowerCase(Locale.ROOT);
        String present = its.toLowerCase(Locale.ROOT);
        if (lower.equals(present)) {
            return Optional.of(Fit.SAME_BUT_CASE);
        }
        return present.contains(lower) ? Optional.of(Fit.PART) : Optional.empty();
    }

    private static String plainRole(String role) {
        String plain = role.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        return ROLE_ALIASES.getOrDefault(plain, plain);
    }
}
