package org.pilothouse.gateway.policy;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.policy.StepFacts.Sight;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;

/**
 * What "approve always" may mean for a step, the narrowest first. What is typed is never part of one, as it may be a
 * secret and rules are seen by many.
 */
public final class Suggestions {
    private Suggestions() {}

    /**
     * @param pattern names it among the suggestions of its approval
     * @param words what would be allowed
     * @param rule that would be made; its id is given then
     */
    public record Suggestion(String pattern, String words, PolicyRule rule) {}

    public static List<Suggestion> of(StepFacts facts) {
        List<Suggestion> all = new ArrayList<>();
        String window = onlyWindow(facts);
        String place = " on " + (facts.environmentLabel() == null ? "this desktop" : facts.environmentLabel());
        String what = facts.operationInFull().replace('.', ' ').replace('_', ' ');
        if (facts.target() instanceof Sight.Known<Optional<String>>(Optional<String> element)
                && element.filter(name -> !name.isEmpty()).isPresent()) {
            String name = element.get();
            String pattern = "^" + Pattern.quote(name) + "$";
            if (pattern.length() <= Patterns.MAX_LENGTH) {
                all.add(new Suggestion(
                        "target",
                        what + " '" + name + "'" + (window == null ? "" : " in '" + window + "'") + place,
                        rule(facts, window, pattern)));
            }
        }
        if (window != null) {
            all.add(new Suggestion(
                    "window", "every " + what + " in '" + window + "'" + place, rule(facts, window, null)));
        }
        all.add(new Suggestion("environment", "every " + what + place, rule(facts, null, null)));
        return all;
    }

    private static @Nullable String onlyWindow(StepFacts facts) {
        return facts.windows() instanceof Sight.Known<List<String>>(List<String> titles)
                        && titles.size() == 1
                        && !titles.getFirst().isBlank()
                        && Patterns.literalGlob(titles.getFirst()).length() <= 256
                ? titles.getFirst()
                : null;
    }

    private static PolicyRule rule(StepFacts facts, @Nullable String window, @Nullable String target) {
        return new PolicyRule(
                "always",
                List.of(facts.operationInFull()),
                List.of(facts.environmentId()),
                List.of(Patterns.literalGlob(facts.agent())),
                List.of(),
                window == null ? List.of() : List.of(Patterns.literalGlob(window)),
                null,
                null,
                target,
                PolicyDecision.ALLOW,
                null,
                null,
                null);
    }
}
