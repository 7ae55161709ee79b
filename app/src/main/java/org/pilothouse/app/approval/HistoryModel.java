package org.pilothouse.app.approval;

import java.util.List;
import java.util.Locale;
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
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.frame.Frame;

/** What was decided, the latest first, fetched page by page. Used on the UI thread alone. */
public final class HistoryModel {
    private static final int PAGE = 100;

    private final PagedList<Approval> decided;
    private final FilteredList<Approval> shown;
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(Which.ALL);

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
        decided = new PagedList<>(
                connections,
                live,
                background,
                Approval::approvalId,
                HistoryModel::page,
                "The history could not be loaded.");
        shown = new FilteredList<>(decided.items());
        text.subscribe((before, now) -> filter());
        which.subscribe((before, now) -> filter());
        live.listen(new LiveGateway.Listener() {
            @Override
            public void event(Frame.Event event) {
                if (decided.isBegun() && event.type().equals(EventTypes.APPROVAL_UPDATED)) {
                    add(event);
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
        return decided.loading();
    }

    /** Whether there are older ones to be fetched. */
    public ReadOnlyBooleanProperty more() {
        return decided.more();
    }

    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return decided.problem();
    }

    /** Somebody looks. */
    public void begin() {
        decided.begin();
    }

    public void loadMore() {
        decided.loadMore();
    }

    private static PagedList.Fetch<Approval> page(@Nullable String cursor) {
        return client -> {
            Approvals.Page page = client.approvals().history(PAGE, cursor);
            List<Approval> ended = page.approvals().stream()
                    .filter(approval -> !approval.status().isWaiting())
                    .toList();
            return new PagedList.Page<>(ended, page.nextCursor());
        };
    }

    private void add(Frame.Event event) {
        Approval approval = Json.LENIENT.treeToValue(event.payload().path("approval"), Approval.class);
        if (approval != null && !approval.status().isWaiting()) {
            decided.addFirst(approval);
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
}
