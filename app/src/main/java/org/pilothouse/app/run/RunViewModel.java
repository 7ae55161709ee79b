package org.pilothouse.app.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.artifact.ArtifactDesk;
import org.pilothouse.app.artifact.ArtifactItem;
import org.pilothouse.app.artifact.ArtifactItems;
import org.pilothouse.app.artifact.ArtifactModel;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.outline.Outline;
import org.pilothouse.app.outline.OutlineModel;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.run.Attempt;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.StepStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** One run, looked at closely, as it goes on. Used on the UI thread alone. */
public final class RunViewModel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunViewModel.class);

    private final String id;
    private final Connections connections;
    private final Background background;
    private final ArtifactDesk artifacts;
    private final Navigator navigator;
    private final Now now;
    private final ReadOnlyObjectWrapper<@Nullable Run> run = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final OutlineModel<RunEntry> outline = new OutlineModel<>();
    private final ReadOnlyObjectWrapper<@Nullable RunEntry> selected = new ReadOnlyObjectWrapper<>();
    private final ObservableList<RunEntry.OfArtifact> pictures = FXCollections.observableArrayList();
    private final Map<String, ArtifactModel> models = new LinkedHashMap<>();
    private final CancelRunAction cancel;
    private final ExportRunAction export;
    private final OpenApprovalAction openApproval;
    private final Subscription events;
    private boolean closed;

    public RunViewModel(
            String id,
            Connections connections,
            LiveGateway live,
            Background background,
            ArtifactDesk artifacts,
            Navigator navigator,
            RunCommands commands,
            ObservableValue<Boolean> online,
            Now now) {
        this.id = id;
        this.connections = connections;
        this.background = background;
        this.artifacts = artifacts;
        this.navigator = navigator;
        this.now = now;
        this.cancel = new CancelRunAction(run, commands, online);
        this.export = new ExportRunAction(run, commands, live.features(), online);
        this.openApproval = new OpenApprovalAction(run, navigator);
        outline.selected().subscribe(index -> selected.set(outline.selectedValue()));
        events = live.listen(new LiveGateway.Listener() {
            @Override
            public void event(Frame.Event event) {
                apply(event);
            }

            @Override
            public void refetch() {
                load();
            }
        });
        load();
    }

    public String id() {
        return id;
    }

    /** Null until the gateway has told. */
    public ReadOnlyObjectProperty<@Nullable Run> run() {
        return run.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Steps, below them their attempts, below those their artifacts. */
    public OutlineModel<RunEntry> outline() {
        return outline;
    }

    public ReadOnlyObjectProperty<@Nullable RunEntry> selected() {
        return selected.getReadOnlyProperty();
    }

    /** Every screenshot of the run, in time. */
    public ObservableList<RunEntry.OfArtifact> pictures() {
        return pictures;
    }

    public Now now() {
        return now;
    }

    public CancelRunAction cancel() {
        return cancel;
    }

    public ExportRunAction export() {
        return export;
    }

    public OpenApprovalAction openApproval() {
        return openApproval;
    }

    public void back() {
        navigator.back();
    }

    public void openApproval(String approvalId) {
        navigator.go(new Place.Approvals(approvalId));
    }

    /** One for each artifact, so that what was revealed is revealed everywhere on the page. */
    public ArtifactModel model(ArtifactItem item) {
        return models.computeIfAbsent(item.id(), key -> artifacts.open(item));
    }

    /** The picture that was taken with a tree. */
    public Optional<ArtifactModel> companion(RunEntry.OfArtifact entry) {
        if (entry.item().kind() != ArtifactItem.Kind.ELEMENTS) {
            return Optional.empty();
        }
        return entry.attempt().artifacts().stream()
                .filter(ArtifactRef::holdsPicture)
                .findFirst()
                .map(ref -> model(ArtifactItems.of(ref)));
    }

    public void select(RunEntry entry) {
        Outline<RunEntry> all = outline.outline();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).key().equals(entry.key())) {
                outline.reveal(i);
                return;
            }
        }
    }

    /** The next screenshot in time, or the one before. */
    public void movePicture(int step) {
        if (pictures.isEmpty()) {
            return;
        }
        RunEntry at = selected.get();
        int index = -1;
        for (int i = 0; i < pictures.size(); i++) {
            if (at != null && pictures.get(i).key().equals(at.key())) {
                index = i;
            }
        }
        int next = index < 0 ? (step > 0 ? 0 : pictures.size() - 1) : index + step;
        select(pictures.get(Math.clamp(next, 0, pictures.size() - 1)));
    }

    public boolean hasVeiledPictures() {
        return pictures.stream()
                .anyMatch(entry ->
                        model(entry.item()).state().get() instanceof org.pilothouse.app.artifact.ArtifactState.Veiled);
    }

    /** Asked for by a person; the gateway records each of them. */
    public void revealPictures() {
        pictures.forEach(entry -> model(entry.item()).reveal());
    }

    public void load() {
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty() || closed) {
            return;
        }
        background.call(
                () -> session.get().client().runs().get(id),
                fetched -> {
                    if (!closed) {
                        problem.set(null);
                        show(fetched);
                    }
                },
                failure -> {
                    if (!closed) {
                        problem.set(Problem.of("The run could not be loaded.", failure));
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        events.unsubscribe();
    }

    private void apply(Frame.Event event) {
        Run known = run.get();
        if (closed || known == null) {
            return;
        }
        try {
            if (event.type().equals(EventTypes.RUN_UPDATED)) {
                Run next = Json.LENIENT.treeToValue(event.payload().path("run"), Run.class);
                if (next != null && id.equals(next.workflowRunId())) {
                    show(next.withSteps(known.steps()));
                }
            } else if (event.type().equals(EventTypes.RUN_STEP_UPDATED)
                    && id.equals(event.payload().path("workflow_run_id").asString(""))) {
                RunStep step = Json.LENIENT.treeToValue(event.payload().path("step"), RunStep.class);
                if (step != null) {
                    show(withStep(known, step));
                }
            }
        } catch (JacksonException e) {
            log.warn("an event of run {} is not readable: {}", id, e.getOriginalMessage());
        }
    }

    private void show(Run next) {
        boolean first = run.get() == null;
        run.set(next);
        List<RunStep> steps = next.steps() == null ? List.of() : next.steps();
        Outline<RunEntry> tree = tree(steps);
        if (first) {
            outline.show(tree, index -> true);
            selectWhatMatters(steps);
        } else {
            outline.update(tree, RunEntry::key);
        }
        selected.set(outline.selectedValue());
        List<RunEntry.OfArtifact> shots = tree.values().stream()
                .filter(RunEntry.OfArtifact.class::isInstance)
                .map(RunEntry.OfArtifact.class::cast)
                .filter(entry -> entry.item().kind() == ArtifactItem.Kind.PICTURE)
                .toList();
        if (!shots.equals(pictures)) {
            pictures.setAll(shots);
        }
    }

    /** Where it waits, or went wrong, or else its first step. */
    private void selectWhatMatters(List<RunStep> steps) {
        RunStep matters = steps.stream()
                .filter(step -> step.status() == StepStatus.PAUSED
                        || step.status() == StepStatus.FAILED
                        || step.status() == StepStatus.RUNNING)
                .findFirst()
                .orElse(steps.isEmpty() ? null : steps.getFirst());
        if (matters != null) {
            select(new RunEntry.OfStep(matters));
        }
    }

    private static Outline<RunEntry> tree(List<RunStep> steps) {
        Outline.Builder<RunEntry> tree = Outline.builder();
        for (RunStep step : steps) {
            tree.enter(new RunEntry.OfStep(step));
            for (Attempt attempt : step.attempts()) {
                tree.enter(new RunEntry.OfAttempt(step, attempt));
                for (ArtifactRef ref : attempt.artifacts()) {
                    tree.leaf(new RunEntry.OfArtifact(step, attempt, ArtifactItems.of(ref)));
                }
                tree.leave();
            }
            tree.leave();
        }
        return tree.build();
    }

    private static Run withStep(Run run, RunStep step) {
        List<RunStep> steps = new ArrayList<>(run.steps() == null ? List.of() : run.steps());
        for (int i = 0; i < steps.size(); i++) {
            if (Objects.equals(steps.get(i).workflowRunStepId(), step.workflowRunStepId())) {
                steps.set(i, step);
                return run.withSteps(steps);
            }
        }
        steps.add(step);
        return run.withSteps(steps);
    }
}
