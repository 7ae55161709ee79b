package org.pilothouse.agent.a11y;

import java.util.List;

/**
 * What was found.
 *
 * @param elements the best first, as many as were asked for
 * @param fit of the first; of no meaning where there is none
 * @param rivals some of those that are as good as the first, with it; more than one where it is not clear which is meant
 * @param rivalCount how many they are altogether
 */
public record Matches(List<Element> elements, Wanted.Fit fit, List<Element> rivals, int rivalCount) {
    static final Matches NONE = new Matches(List.of(), Wanted.Fit.PART, List.of(), 0);

    public Matches {
        elements = List.copyOf(elements);
        rivals = List.copyOf(rivals);
    }
}
