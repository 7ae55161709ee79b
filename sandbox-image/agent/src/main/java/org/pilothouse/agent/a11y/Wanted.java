package org.pilothouse.agent.a11y;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an element must be like; every part that is given counts. Of names, those that are the same count; only where
 * there are none, those that differ in case; only then, those that contain it.
 *
 * @param states names of states that it must have
 */
public record Wanted(@Nullable String role, @Nullable String name, List<String> states) {

    public Wanted {
        role = role == null || role.isBlank()
                ? null
                : role.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        name = name == null || name.isEmpty() ? null : name;
        states = states.stream().map(States::normalised).toList();
    }

    public boolean isEmpty() {
        return role == null && name == null && states.isEmpty();
    }

    /** Those that fit best, what is showing first. */
    List<Walk.Seen> choose(List<Walk.Seen> elements) {
        List<Ranked> ranked = new ArrayList<>();
        for (Walk.Seen element : elements) {
            rank(element).ifPresent(rank -> ranked.add(new Ranked(element, rank)));
        }
        int best = ranked.stream().mapToInt(Ranked::rank).min().orElse(0);
        return ranked.stream()
                .filter(r -> r.rank() == best)
                .map(Ranked::element)
                .sorted(Comparator.comparing(e -> !e.showing()))
                .toList();
    }

    private record Ranked(Walk.Seen element, int rank) {}

    /** 0 for the best fit; empty where it does not fit at all. */
    private Optional<Integer> rank(Walk.Seen element) {
        if (role != null && !role.equals(element.role.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        if (!States.names(element.states).containsAll(states)) {
            return Optional.empty();
        }
        String wanted = name;
        if (wanted == null || wanted.equals(element.name)) {
            return Optional.of(0);
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        String present = element.name.toLowerCase(Locale.ROOT);
        if (lower.equals(present)) {
            return Optional.of(1);
        }
        return present.contains(lower) ? Optional.of(2) : Optional.empty();
    }
}
