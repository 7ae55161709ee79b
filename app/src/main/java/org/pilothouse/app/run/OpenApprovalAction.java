package org.pilothouse.app.run;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.protocol.run.BlockedReason;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.StepStatus;

/** Goes to the approval that a run waits for. */
public final class OpenApprovalAction extends Action {
    private final ObservableValue<@Nullable Run> run;
    private final Navigator navigator;

    OpenApprovalAction(ObservableValue<@Nullable Run> run, Navigator navigator) {
        super(Description.of("run/approval", "Decide", "Go to the approval that it waits for", Feather.CHECK_CIRCLE));
        this.run = run;
        this.navigator = navigator;
        enableWhile(Bindings.createBooleanBinding(() -> waiting(run.getValue()).isPresent(), run));
    }

    @Override
    protected void perform() {
        waiting(run.getValue()).ifPresent(id -> navigator.go(new Place.Approvals(id)));
    }

    private static Optional<String> waiting(@Nullable Run run) {
        if (run == null || run.status().isFinal() || run.blockedReason() != BlockedReason.APPROVAL) {
            return Optional.empty();
        }
        if (run.blockedDetail() != null) {
            return Optional.of(run.blockedDetail());
        }
        List<RunStep> steps = run.steps() == null ? List.of() : run.steps();
        return steps.stream()
                .filter(step -> step.status() == StepStatus.PAUSED && step.approvalId() != null)
                .findFirst()
                .map(RunStep::approvalId);
    }
}
