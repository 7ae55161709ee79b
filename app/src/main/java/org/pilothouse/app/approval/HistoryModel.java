package org.pilothouse.app.approval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.frame.Frame;
import tools.jackson.core.JacksonException;

/** What was decided, the latest first, fetched page by page. Used on the UI thread alone. */
public final class HistoryModel {
    private static final int PAGE = 100;

    private final Connections connections;
    private final Background background;
    private final ObservableList<Approval> loaded = FXCollections.observableArrayList();
    private final Set<String> ids = new HashSet<>();
    private final FilteredList<Approval> shown = new FilteredList<>(loaded);
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(Which.ALL);
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private @Nullable String cursor;
    private boolean begun;
    private int epoch;

    /** Which outcomes. */
    public enum Which {
        ALL("All"),
        APPROVED("Approved"),
        DENIED("Denied"),
        EXPIRED("Expired");

        private final String word;

        Which(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        boolean accepts(Approval approval) {
            return switch (this) {
                case ALL -> true;
                case APPROVED -> approval.status() == ApprovalStatus.APPROVED;
                case DENIED -> approval.status() == ApprovalStatus.DENIED;
                case EXPIRED -> approval.status() == ApprovalStatus.EXPIRED;
            };
        }
    }

    public HistoryModel(Connections connections, LiveGateway live, Background background) {
        this.connections = connections;
        this.background = background;
        text.subscribe((before, now) -> filter());
        which.subscribe((before, now) -> filter());
        connections.link().subscribe(link -> forget());
        live.listen(new LiveGateway.Listener() {
            @Override
            public void event(Frame.Event event) {
                if (begun && event.type().equals(EventTypes.APPROVAL_UPDATED)) {
                    decided(event);
                }
            }

            @Override
            public void refetch() {
                if (begun) {
                    forget();
                    begin();
                }
            }
        });
    }

    /** Those that the filter leaves. */
    public FilteredList<Approval> shown() {
        return shown;
    }

    public StringProperty text() {
        return text;
    }

    public ObjectProperty<Which> which() {
        return which;
    }

    public ReadOnlyBooleanProperty loading() {
        return loading.getReadOnlyProperty();
    }

    /** Whether there are older ones to be fetched. */
    public ReadOnlyBooleanProperty more() {
        return more.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Somebody looks. */
    public void begin() {
        if (!begun) {
            begun = true;
            loadMore();
        }
    }

    public void loadMore() {
        Optional<GatewaySession> session = connections.session();
        if (loading.get() || session.isEmpty()) {
            return;
        }
        loading.set(true);
        int thisEpoch = epoch;
        String from = cursor;
        background.call(
                () -> session.get().client().approvals().history(PAGE, from),
                page -> {
                    if (thisEpoch == epoch) {
                        add(page);
                    }
                },
                failure -> {
                    if (thisEpoch == epoch) {
                        loading.set(false);
                        problem.set(Problem.of("The history could not be loaded.", failure));
                    }
                });
    }

    private void add(Approvals.Page page) {
        loading.set(false);
        problem.set(null);
        cursor = page.nextCursor();
        more.set(cursor != null);
        List<Approval> fresh = new ArrayList<>();
        for (Approval approval : page.approvals()) {
            if (!approval.status().isWaiting() && ids.add(approval.approvalId())) {
                fresh.add(approval);
            }
        }
        loaded.addAll(fresh);
    }

    private void decided(Frame.Event event) {
        try {
            Approval approval = Json.LENIENT.treeToValue(event.payload().path("approval"), Approval.class);
            if (approval != null && !approval.status().isWaiting() && ids.add(approval.approvalId())) {
                loaded.addFirst(approval);
            }
        } catch (JacksonException e) {
            problem.set(Problem.of(
                    "The gateway told of a decision that can't be read.", e.getOriginalMessage(), "", "bad_answer"));
        }
    }

    private void filter() {
        String wanted = text.get().strip().toLowerCase(Locale.ROOT);
        Which outcome = which.get();
        shown.setPredicate(
                approval -> outcome.accepts(approval) && (wanted.isEmpty() || mentions(Ask.of(approval), wanted)));
    }

    private static boolean mentions(Ask ask, String wanted) {
        return List.of(ask.sentence(), ask.environment(), ask.agent(), ask.conversation()).stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private void forget() {
        epoch++;
        begun = false;
        cursor = null;
        ids.clear();
        loaded.clear();
        loading.set(false);
        more.set(false);
        problem.set(null);
    }
}
