package org.pilothouse.gateway.policy;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.policy.StepFacts.Sight;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.policy.PolicyTrial.Line;
import org.pilothouse.protocol.policy.PolicyTrial.Matched;

/** A rule that is ready to be held against steps. Its patterns take time in proportion to the text, whatever they are. */
final class CompiledRule {
    private final PolicyRule rule;
    private final List<Pattern> environments;
    private final List<Pattern> agents;
    private final List<Pattern> requesters;
    private final List<Pattern> windows;
    private final @Nullable Pattern text;
    private final @Nullable Pattern target;

    /**
     * @throws com.google.re2j.PatternSyntaxException where a pattern is none
     */
    CompiledRule(PolicyRule rule) {
        this.rule = rule;
        this.environments = globs(rule.environments());
        this.agents = globs(rule.agents());
        this.requesters = globs(rule.requesters());
        this.windows = globs(rule.windows());
        this.text = rule.text() == null ? null : Patterns.regex(rule.text());
        this.target = rule.target() == null ? null : Patterns.regex(rule.target());
    }

    private static List<Pattern> globs(List<String> names) {
        return names.stream().map(Patterns::glob).toList();
    }

    PolicyRule rule() {
        return rule;
    }

    /** Whether it is about this step; the first member that is not decides how that is told. */
    Line against(StepFacts facts) {
        Line unknown = null;
        for (BiFunction<CompiledRule, StepFacts, Line> member : MEMBERS) {
            Line line = member.apply(this, facts);
            if (line.matched() == Matched.NO) {
                return line;
            }
            unknown = line.matched() == Matched.UNKNOWN && unknown == null ? line : unknown;
        }
        return unknown == null ? line(Matched.YES, "all that the rule names fits") : unknown;
    }

    private static final List<BiFunction<CompiledRule, StepFacts, Line>> MEMBERS = List.of(
            CompiledRule::operation,
            CompiledRule::environment,
            (rule, facts) -> rule.name("agent", rule.agents, facts.agent()),
            (rule, facts) -> rule.name("requester", rule.requesters, facts.requester()),
            CompiledRule::typed,
            CompiledRule::window,
            CompiledRule::place,
            CompiledRule::element);

    private Line operation(StepFacts facts) {
        boolean named = rule.operations().isEmpty()
                || rule.operations().contains(facts.operation())
                || rule.operations().contains(facts.operationInFull());
        return named ? yes() : line(Matched.NO, "it is not about " + facts.operationInFull());
    }

    private Line environment(StepFacts facts) {
        boolean named = environments.isEmpty()
                || rule.environments().contains(facts.environmentId())
                || (facts.environmentLabel() != null && any(environments, facts.environmentLabel()));
        return named ? yes() : line(Matched.NO, "it is about other environments");
    }

    private Line name(String what, List<Pattern> wanted, String name) {
        return wanted.isEmpty() || any(wanted, name)
                ? yes()
                : line(Matched.NO, "the " + what + " " + shortened(name) + " is not named");
    }

    private Line typed(StepFacts facts) {
        if (text == null) {
            return yes();
        }
        if (facts.text() == null) {
            return line(Matched.NO, "nothing is typed");
        }
        return text.matcher(facts.text()).find() ? yes() : line(Matched.NO, "what is typed does not match");
    }

    private Line window(StepFacts facts) {
        if (windows.isEmpty()) {
            return yes();
        }
        return switch (facts.windows()) {
            case Sight.Unknown<List<String>> _ -> line(Matched.UNKNOWN, "the window is not known");
            case Sight.Known<List<String>>(List<String> titles) -> {
                long matching =
                        titles.stream().filter(title -> any(windows, title)).count();
                if (matching == 0) {
                    yield line(Matched.NO, titles.isEmpty() ? "it is aimed at no window" : "it is another window");
                }
                yield matching == titles.size() ? yes() : line(Matched.UNKNOWN, "several windows are in that place");
            }
        };
    }

    private Line place(StepFacts facts) {
        Rect region = rule.region();
        if (region == null) {
            return yes();
        }
        return switch (facts.place()) {
            case Sight.Unknown<Optional<Rect>> _ -> line(Matched.UNKNOWN, "the place is not known");
            case Sight.Known<Optional<Rect>>(Optional<Rect> at) -> {
                if (at.isEmpty() || !Regions.touch(region, at.get())) {
                    yield line(Matched.NO, at.isEmpty() ? "it is aimed at no place" : "it is aimed elsewhere");
                }
                yield Regions.holds(region, at.get())
                        ? yes()
                        : line(Matched.UNKNOWN, "it is only partly in the region");
            }
        };
    }

    private Line element(StepFacts facts) {
        if (target == null) {
            return yes();
        }
        return switch (facts.target()) {
            case Sight.Unknown<Optional<String>> _ -> line(Matched.UNKNOWN, "the element is not known");
            case Sight.Known<Optional<String>>(Optional<String> name) ->
                name.isPresent() && target.matcher(name.get()).find()
                        ? yes()
                        : line(Matched.NO, "it is another element");
        };
    }

    private static boolean any(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private Line yes() {
        return line(Matched.YES, "");
    }

    private Line line(Matched matched, String why) {
        return new Line(rule.ruleId(), matched, why);
    }

    private static String shortened(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "…" : name;
    }
}
