package org.pilothouse.app.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.RunQuery;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.Runs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * All runs, the newest first, fetched page by page as somebody scrolls, so that ten thousand cost no more than what is
 * looked at. Used on the UI thread alone.
 */
public final class RunsViewModel {
    private static final Logger log = LoggerFactory.getLogger(RunsViewModel.class);
    private static final int PAGE = 100;

    private final Connections connections;
    private final Background background;
    private final Consumer<String> open;
    private final Now now;
    private final ObservableList<Run> loaded = FXCollections.observableArrayList();
    private final Set<String> ids = new HashSet<>();
    private final FilteredList<Run> rows = new FilteredList<>(loaded);
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(Which.ALL);
    private final ObjectProperty<@Nullable Run> selected = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private @Nullable String cursor;
    private boolean begun;
    private int epoch;

    /** Which runs; the gateway chooses them. */
    public enum Which {
        ALL("All", null),
        WAITING("Waiting", RunStatus.PAUSED),
        RUNNING("Running", RunStatus.RUNNING),
        SUCCEEDED("Succeeded", RunStatus.SUCCEEDED),
        FAILED("Failed", RunStatus.FAILED),
        CANCELLED("Cancelled", RunStatus.CANCELLED);

        private final String word;
        private final @Nullable RunStatus status;

        Which(String word, @Nullable RunStatus status) {
            this.word = word;
            this.status = status;
        }

        public String word() {
            return word;
        }

        boolean accepts(Run run) {
            return status == null || run.status() == status;
        }
    }

    /** @param open told the id of a run that somebody wants to see */
    public RunsViewModel(
            Connections connections, LiveGateway live, Background background, Consumer<String> open, Now now) {
        this.connections = connections;
        this.background = background;
        this.open = open;
        this.now = now;
        which.subscribe((before, chosen) -> reload());
        text.subscribe((before, typed) -> filter());
        connections.link().subscribe(link -> forget());
        live.listen(new LiveGateway.Listener() {
            @Override
            public void event(Frame.Event event) {
                if (begun && event.type().equals(EventTypes.RUN_UPDATED)) {
                    updated(event);
                }
            }

            @Override
            public void refetch() {
                if (begun) {
                    reload();
                }
            }
        });
    }

    /** Those that the filter leaves. */
    public FilteredList<Run> rows() {
        return rows;
    }

    public StringProperty text() {
        return text;
    }

    public ObjectProperty<Which> which() {
        return which;
    }

    public ObjectProperty<@Nullable Run> selected() {
        return selected;
    }

    public ReadOnlyBooleanProperty loading() {
        return loading.getReadOnlyProperty();
    }

    /** Whether there are older ones to be fetched. */
    public ReadOnlyBooleanProperty more() {
        return more.getReadOnlyProperty();
    }

    /** Whether the gateway has told of its runs at all. */
    public ReadOnlyBooleanProperty known() {
        return known.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    public Now now() {
        return now;
    }

    public boolean isFiltered() {
        return which.get() != Which.ALL || !text.get().isBlank();
    }

    public void clearFilter() {
        text.set("");
        which.set(Which.ALL);
    }

    public void open() {
        Run run = selected.get();
        if (run != null) {
            open.accept(run.workflowRunId());
        }
    }

    /** Somebody looks. */
    public void begin() {
        if (!begun) {
            begun = true;
            loadMore();
        }
    }

    public void reload() {
        forget();
        begin();
    }

    public void loadMore() {
        Optional<GatewaySession> session = connections.session();
        if (loading.get() || session.isEmpty() || (known.get() && !more.get())) {
            return;
        }
        loading.set(true);
        int thisEpoch = epoch;
        RunQuery query = new RunQuery(which.get().status, null, PAGE, cursor);
        background.call(
                () -> session.get().client().runs().list(query),
                page -> {
                    if (thisEpoch == epoch) {
                        add(page);
                    }
                },
                failure -> {
                    if (thisEpoch == epoch) {
                        loading.set(false);
                        problem.set(Problem.of("The runs could not be loaded.", failure));
                    }
                });
    }

    private void add(Runs.Page page) {
        loading.set(false);
        problem.set(null);
        cursor = page.nextCursor();
        more.set(cursor != null);
        List<Run> fresh = new ArrayList<>();
        for (Run run : page.runs()) {
            if (ids.add(run.workflowRunId())) {
                fresh.add(run);
            }
        }
        loaded.addAll(fresh);
        known.set(true);
    }

    private void updated(Frame.Event event) {
        try {
            Run run = Json.LENIENT.treeToValue(event.payload().path("run"), Run.class);
            if (run != null && run.workflowRunId() != null) {
                put(run);
            }
        } catch (JacksonException e) {
            log.warn("an event of a run is not readable: {}", e.getOriginalMessage());
        }
    }

    private void put(Run run) {
        if (ids.add(run.workflowRunId())) {
            // Older than the first page is not of now, and has its place further down.
            boolean isNew = loaded.isEmpty()
                    || !run.createdAt().isBefore(loaded.getFirst().createdAt());
            if (isNew && which.get().accepts(run)) {
                loaded.addFirst(run);
            } else {
                ids.remove(run.workflowRunId());
            }
            return;
        }
        for (int i = 0; i < loaded.size(); i++) {
            if (loaded.get(i).workflowRunId().equals(run.workflowRunId())) {
                Run chosen = selected.get();
                boolean wasSelected = chosen != null && chosen.workflowRunId().equals(run.workflowRunId());
                loaded.set(i, run);
                if (wasSelected) {
                    selected.set(run);
                }
                return;
            }
        }
    }

    private void filter() {
        String wanted = text.get().strip().toLowerCase(Locale.ROOT);
        rows.setPredicate(wanted.isEmpty() ? null : run -> mentions(run, wanted));
    }

    private static boolean mentions(Run run, String wanted) {
        return List.of(
                        run.workflowRunId(),
                        run.conversationKey(),
                        RunLooks.agent(run),
                        RunLooks.environment(run),
                        run.requestedBy() == null ? "" : run.requestedBy(),
                        RunLooks.waitsFor(run))
                .stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private void forget() {
        epoch++;
        begun = false;
        cursor = null;
        ids.clear();
        loaded.clear();
        selected.set(null);
        loading.set(false);
        more.set(false);
        known.set(false);
        problem.set(null);
    }
}
