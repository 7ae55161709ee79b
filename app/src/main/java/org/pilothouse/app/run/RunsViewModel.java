package org.pilothouse.app.run;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.PagedList;
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

/** All runs, the newest first, fetched page by page as somebody scrolls. Used on the UI thread alone. */
public final class RunsViewModel {
    private static final int PAGE = 100;

    private final PagedList<Run> runs;
    private final FilteredList<Run> rows;
    private final Consumer<String> open;
    private final Now now;
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(Which.ALL);
    private final ObjectProperty<@Nullable Run> selected = new SimpleObjectProperty<>();
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
        this.open = open;
        this.now = now;
        runs = new PagedList<>(
                connections, live, background, Run::workflowRunId, this::page, "The runs could not be loaded.");
        rows = new FilteredList<>(runs.items());
        runs.onForgotten(() -> selected.set(null));
        which.subscribe((before, chosen) -> reload());
        text.subscribe((before, typed) -> filter());
        live.listen(new LiveGateway.Listener() {
            @Override
            public void event(Frame.Event event) {
                if (runs.isBegun() && event.type().equals(EventTypes.RUN_UPDATED)) {
                    updated(event);
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
        return runs.loading();
    }

    /** Whether there are older ones to be fetched. */
    public ReadOnlyBooleanProperty more() {
        return runs.more();
    }

    /** Whether the gateway has told of its runs at all. */
    public ReadOnlyBooleanProperty known() {
        return runs.known();
    }

    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return runs.problem();
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
        runs.begin();
    }

    public void reload() {
        runs.reload();
    }

    public void loadMore() {
        runs.loadMore();
    }

    private PagedList.Fetch<Run> page(@Nullable String cursor) {
        RunQuery query = new RunQuery(which.get().status, null, PAGE, cursor);
        return client -> {
            Runs.Page page = client.runs().list(query);
            return new PagedList.Page<>(page.runs(), page.nextCursor());
        };
    }

    private void updated(Frame.Event event) {
        Run run = Json.LENIENT.treeToValue(event.payload().path("run"), Run.class);
        if (run != null && run.workflowRunId() != null) {
            put(run);
        }
    }

    private void put(Run run) {
        List<Run> known = runs.items();
        if (runs.contains(run)) {
            Run chosen = selected.get();
            runs.replace(run);
            if (chosen != null && chosen.workflowRunId().equals(run.workflowRunId())) {
                selected.set(run);
            }
        } else if (which.get().accepts(run)
                // Older than the first page is not of now, and has its place further down.
                && (known.isEmpty()
                        || !run.createdAt().isBefore(known.getFirst().createdAt()))) {
            runs.addFirst(run);
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
}
