package org.pilothouse.app.approval;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.artifact.ArtifactDesk;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.approval.Approval;

/**
 * What waits for a person, the first to expire first, and the one that is on the table. Used on the UI thread alone.
 */
public final class ApprovalsViewModel {
    private static final Comparator<LiveItem<Approval>> FIRST_TO_EXPIRE = Comparator.comparing(
                    (LiveItem<Approval> item) -> item.get().expiresAt() == null
                            ? Instant.MAX
                            : item.get().expiresAt())
            .thenComparing(item -> item.get().createdAt())
            .thenComparing(LiveItem::id);

    private final LiveGateway live;
    private final ApprovalCommands commands;
    private final ArtifactDesk artifacts;
    private final Navigator navigator;
    private final Consumer<String> takeOver;
    private final Now now;
    private final SortedList<LiveItem<Approval>> queue;
    private final HistoryModel history;
    private final ObjectProperty<Shelf> shelf = new SimpleObjectProperty<>(Shelf.WAITING);
    private final ReadOnlyObjectWrapper<@Nullable CardModel> card = new ReadOnlyObjectWrapper<>();
    private final ApproveAction approve;
    private final DenyAction deny;
    /** Where in the queue the card was when it left it. */
    private int place;

    /** What is on the left. */
    public enum Shelf {
        WAITING,
        HISTORY
    }

    /**
     * @param online whether the gateway answers
     * @param takeOver told the id of an environment
     */
    public ApprovalsViewModel(
            LiveGateway live,
            ApprovalCommands commands,
            HistoryModel history,
            ArtifactDesk artifacts,
            ObservableValue<Boolean> online,
            Navigator navigator,
            Consumer<String> takeOver,
            Now now) {
        this.live = live;
        this.commands = commands;
        this.history = history;
        this.artifacts = artifacts;
        this.navigator = navigator;
        this.takeOver = takeOver;
        this.now = now;
        this.queue = new SortedList<>(live.approvals().items(), FIRST_TO_EXPIRE);
        this.approve = new ApproveAction(card, online);
        this.deny = new DenyAction(card, online);
        queue.addListener((ListChangeListener<LiveItem<Approval>>) change -> queueChanged());
        queueChanged();
    }

    public SortedList<LiveItem<Approval>> queue() {
        return queue;
    }

    public HistoryModel history() {
        return history;
    }

    public ObjectProperty<Shelf> shelf() {
        return shelf;
    }

    /** Null where nothing is on the table. */
    public ReadOnlyObjectProperty<@Nullable CardModel> card() {
        return card.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Freshness> freshness() {
        return live.approvals().freshness();
    }

    public Now now() {
        return now;
    }

    public ApproveAction approve() {
        return approve;
    }

    public DenyAction deny() {
        return deny;
    }

    /** Puts one on the table. */
    public void open(Approval approval) {
        CardModel current = card.get();
        if (current != null && current.id().equals(approval.approvalId())) {
            return;
        }
        if (current != null) {
            current.close();
        }
        place = indexOf(approval.approvalId());
        card.set(new CardModel(approval, live, commands, artifacts, now));
    }

    /** By its id alone, for links; fetched where it does not wait any more. */
    public void open(String id) {
        Optional<LiveItem<Approval>> waiting = live.approvals().find(id);
        if (waiting.isPresent()) {
            shelf.set(Shelf.WAITING);
            open(waiting.get().get());
        } else {
            commands.get(id, this::open, failure -> {});
        }
    }

    /** The next one of the shelf, or the one before. */
    public void move(int step) {
        List<Approval> all = shelf.get() == Shelf.WAITING
                ? queue.stream().map(LiveItem::get).toList()
                : List.copyOf(history.shown());
        if (all.isEmpty()) {
            return;
        }
        CardModel current = card.get();
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            if (current != null && all.get(i).approvalId().equals(current.id())) {
                at = i;
            }
        }
        // One that was decided has left the queue, and the next one moved up to its place.
        int next = at >= 0 ? at + step : current == null ? 0 : step > 0 ? place : place - 1;
        open(all.get(Math.clamp(next, 0, all.size() - 1)));
    }

    public void openRun(Ask ask) {
        if (ask.runId() != null) {
            navigator.go(new Place.RunPage(ask.runId()));
        }
    }

    /** Whether its desktop is known here, so that it can be looked at. */
    public boolean canTakeOver(Ask ask) {
        return live.environments().find(ask.environmentId()).isPresent();
    }

    public void takeOver(Ask ask) {
        if (ask.environmentId() != null) {
            takeOver.accept(ask.environmentId());
        }
    }

    public void reload() {
        live.refresh();
    }

    private int indexOf(String id) {
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).id().equals(id)) {
                return i;
            }
        }
        return 0;
    }

    private void queueChanged() {
        CardModel current = card.get();
        if (current != null) {
            for (int i = 0; i < queue.size(); i++) {
                if (queue.get(i).id().equals(current.id())) {
                    place = i;
                }
            }
        } else if (!queue.isEmpty() && shelf.get() == Shelf.WAITING && watched) {
            open(queue.getFirst().get());
        }
    }

    private boolean watched;

    /** Somebody looks at the page: only then is a card turned up by itself, as that reveals its picture. */
    public void watch(boolean looking) {
        watched = looking;
        if (!looking) {
            putAwayDecided();
        }
        queueChanged();
    }

    /** Whoever comes back to the page finds what waits, not what was decided before. */
    private void putAwayDecided() {
        CardModel current = card.get();
        if (current != null && !current.standing().get().open() && shelf.get() == Shelf.WAITING) {
            current.close();
            card.set(null);
        }
    }
}
