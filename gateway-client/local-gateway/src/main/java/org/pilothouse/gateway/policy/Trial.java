package org.pilothouse.gateway.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.DesktopInput;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.policy.PolicyTrial.Answer;
import org.pilothouse.protocol.policy.PolicyTrial.Question;
import org.pilothouse.protocol.policy.PolicyTrial.Seen;
import tools.jackson.databind.node.ObjectNode;

/** What a step would get. Looks at no desktop and does nothing. */
public final class Trial {
    private static final int MAX_NAME = 512;

    private final Policies policies;
    private final Places places;

    /** Knows environments by what people call them. */
    public interface Places {
        /**
         * @param named id or label; null takes the only one that runs
         * @return what is known of it; the agent and the requester are the caller's business
         */
        StepFacts.Circumstances find(@Nullable String named, String agent, String requester);
    }

    public Trial(Policies policies, Places places) {
        this.policies = policies;
        this.places = places;
    }

    public Answer evaluate(Question question, Actor actor) {
        ObjectNode args = DesktopInput.step("args", question.args());
        String agent = name("agent", question.agent(), "default");
        String requester = name("requester", question.requester(), actor.name());
        StepFacts facts = StepFacts.of(args, places.find(question.environment(), agent, requester));
        if (question.seen() != null) {
            facts = seen(facts, question.seen());
        }
        Verdict verdict = question.rules() == null ? policies.decide(facts) : policies.tryOut(question.rules(), facts);
        return new Answer(verdict.decision(), verdict.rule(), verdict.why(), verdict.needsLook(), verdict.trace());
    }

    private static StepFacts seen(StepFacts facts, Seen seen) {
        name("seen.window", seen.window(), "");
        name("seen.target", seen.target(), "");
        return facts.seen(seen.window() == null ? null : List.of(seen.window()), seen.bounds(), seen.target());
    }

    private static String name(String field, @Nullable String given, String otherwise) {
        if (given == null) {
            return otherwise;
        }
        if (given.length() > MAX_NAME) {
            throw GatewayException.invalid(field, field + " must be at most " + MAX_NAME + " characters");
        }
        return given;
    }
}
