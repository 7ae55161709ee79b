package org.pilothouse.agent.a11y;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The order of what was found. By name: the same, then the same but for case, then a part. Among these, what can be seen
 * before what is hidden; windows before what is in them; what can be acted on before what merely shows. What is still
 * equal then is in the order in which people read.
 */
final class Ranking {
    /** Chromium says of everything that it can be acted on. */
    private static final Set<String> PASSIVE =
            Set.of("static", "label", "paragraph", "heading", "panel", "filler", "section", "form", "image");

    private static final Comparator<Ranked> BY_RANK = Comparator.comparing(Ranked::fit)
            .thenComparing(Ranked::shows, Comparator.reverseOrder())
            .thenComparing(Ranked::window, Comparator.reverseOrder())
            .thenComparing(Ranked::usable, Comparator.reverseOrder());
    private static final Comparator<Ranked> ORDER = BY_RANK.thenComparing(
                    r -> r.element().bounds.y())
            .thenComparing(r -> r.element().bounds.x());

    private final List<Ranked> ranked;

    private record Ranked(Seen element, Wanted.Fit fit, boolean shows, boolean window, boolean usable) {}

    /**
     * @param elements that fit
     */
    Ranking(List<Seen> elements, Wanted wanted, Places places) {
        List<Ranked> all = new ArrayList<>();
        for (Seen element : elements) {
            wanted.fit(element)
                    .ifPresent(fit -> all.add(
                            new Ranked(element, fit, places.shows(element), element.isWindow(), usable(element))));
        }
        all.sort(ORDER);
        this.ranked = all;
    }

    private static boolean usable(Seen element) {
        return States.has(element.states, "focusable")
                || (element.interfaces.contains(Questions.ACTION) && !PASSIVE.contains(element.role));
    }

    List<Seen> best(int limit) {
        return ranked.stream().limit(limit).map(Ranked::element).toList();
    }

    /** The fit of the best; only where there is one. */
    Wanted.Fit bestFit() {
        return ranked.getFirst().fit();
    }

    /**
     * Those between which the order says nothing but where they are: the first, and each that is as good as it and
     * neither in it nor around it, as a label is in its button.
     */
    List<Seen> rivals() {
        List<Seen> rivals = new ArrayList<>();
        for (Ranked one : ranked) {
            if (BY_RANK.compare(ranked.getFirst(), one) != 0) {
                break;
            }
            Seen element = one.element();
            if (rivals.stream().noneMatch(r -> r.contains(element) || element.contains(r))) {
                rivals.add(element);
            }
        }
        return rivals;
    }
}
