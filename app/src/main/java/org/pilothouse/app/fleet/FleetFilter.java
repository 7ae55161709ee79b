package org.pilothouse.app.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What is typed into the fleet's filter: words that all have to match, each of them plain or {@code key:value}, with
 * {@code !} or {@code -} in front to exclude. Case does not matter.
 *
 * @param unknownKey the first key that does not exist; its word is then searched for as it stands
 */
public record FleetFilter(List<Predicate<FleetRow>> terms, Optional<String> unknownKey) implements Predicate<FleetRow> {
    public static final FleetFilter ALL = new FleetFilter(List.of(), Optional.empty());

    private static final Map<String, BiPredicate<FleetRow, String>> KEYS = Map.of(
            "status",
                    (row, value) -> row.status().word().toLowerCase(Locale.ROOT).startsWith(value),
            "host", (row, value) -> contains(row.host(), value),
            "image", (row, value) -> contains(row.environment().imageRef(), value),
            "label", (row, value) -> contains(row.environment().displayName(), value),
            "id", (row, value) -> contains(row.environment().environmentId(), value),
            "node", (row, value) -> row.node().word().toLowerCase(Locale.ROOT).startsWith(value),
            "error", (row, value) -> contains(row.lastError(), value));

    public FleetFilter {
        terms = List.copyOf(terms);
    }

    public static FleetFilter parse(String text) {
        List<Predicate<FleetRow>> terms = new ArrayList<>();
        Optional<String> unknown = Optional.empty();
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            boolean exclude = word.length() > 1 && (word.charAt(0) == '!' || word.charAt(0) == '-');
            String term = exclude ? word.substring(1) : word;
            int colon = term.indexOf(':');
            String key = colon > 0 ? term.substring(0, colon) : "";
            BiPredicate<FleetRow, String> byKey = KEYS.get(key);
            Predicate<FleetRow> predicate;
            if (byKey != null) {
                String value = term.substring(colon + 1);
                predicate = row -> byKey.test(row, value);
            } else {
                // An image such as registry:5000/name is no key.
                if (key.matches("[a-z]+") && unknown.isEmpty()) {
                    unknown = Optional.of(key);
                }
                predicate = row -> anywhere(row, term);
            }
            terms.add(exclude ? predicate.negate() : predicate);
        }
        return new FleetFilter(terms, unknown);
    }

    /** The keys in the order in which help names them. */
    public static List<String> keys() {
        return KEYS.keySet().stream().sorted().toList();
    }

    @Override
    public boolean test(FleetRow row) {
        for (Predicate<FleetRow> term : terms) {
            if (!term.test(row)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anywhere(FleetRow row, String term) {
        return contains(row.environment().displayName(), term)
                || contains(row.environment().environmentId(), term)
                || contains(row.host(), term)
                || contains(row.environment().imageRef(), term)
                || contains(row.status().word(), term)
                || contains(row.lastError(), term);
    }

    private static boolean contains(String text, String lowerCase) {
        return text.toLowerCase(Locale.ROOT).contains(lowerCase);
    }
}
