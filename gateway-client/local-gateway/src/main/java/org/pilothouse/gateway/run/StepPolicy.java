package org.pilothouse.gateway.run;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.policy.StepFacts;
import org.pilothouse.gateway.policy.StepFacts.Circumstances;
import org.pilothouse.gateway.policy.Verdict;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.approval.ApprovalStatus;

/** Asks the policy about steps. */
final class StepPolicy {
    private final Policies policies;
    private final Function<String, Optional<String>> labels;

    /**
     * @param labels of environments, by id
     */
    StepPolicy(Policies policies, Function<String, Optional<String>> labels) {
        this.policies = policies;
        this.labels = labels;
    }

    Verdict decide(StepFacts facts) {
        return policies.decide(facts);
    }

    Circumstances circumstances(String environmentId, String agent, String requester) {
        return new Circumstances(environmentId, labels.apply(environmentId).orElse(null), agent, requester);
    }

    /** What is known without a look; after an approval that is what the approver saw. */
    StepFacts facts(RunRecord run, StepRecord step, Optional<ApprovalRecord> approval) {
        StepFacts unseen = StepFacts.of(
                step.args(),
                circumstances(
                        step.environmentId(),
                        run.agentKey() == null ? RunRules.agentKey(run.conversationKey()) : run.agentKey(),
                        run.requestedBy()));
        return approval.filter(record -> record.status() == ApprovalStatus.APPROVED)
                .map(record -> seen(unseen, Target.fromContext(record.context())))
                .orElse(unseen);
    }

    /** What is known after a look. */
    static StepFacts seen(StepFacts facts, @Nullable Target target) {
        return target == null
                ? facts.seen(null, null, null)
                : facts.seen(target.windows(), target.bounds(), target.elementRef() == null ? null : target.name());
    }
}
