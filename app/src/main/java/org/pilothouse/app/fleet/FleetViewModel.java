package org.pilothouse.app.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.command.EnvironmentActions;
import org.pilothouse.app.command.Targets;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.NodeLink;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.node.NodeInfo;

/**
 * The fleet as a table: which rows, which of them are marked, where the cursor is, and what can be done about them. Marks
 * and cursor belong to environments, not to rows, so they stay where they are when rows move. Used on the UI thread alone.
 */
public final class FleetViewModel {
    private final LiveGateway live;
    private final Now now;
    private final UiThread ui;
    private final FilteredList<LiveItem<Environment>> rows;
    private final StringProperty filterText = new SimpleStringProperty("");
    private final ObjectProperty<Quick> quick = new SimpleObjectProperty<>(Quick.ALL);
    private final ReadOnlyObjectWrapper<FleetFilter> filter = new ReadOnlyObjectWrapper<>(FleetFilter.ALL);
    private final ReadOnlyObjectWrapper<Map<Quick, Integer>> counts = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<Set<String>> marked = new ReadOnlyObjectWrapper<>(Set.of());
    private final ObjectProperty<@Nullable LiveItem<Environment>> cursor = new SimpleObjectProperty<>();
    private final Targets targets = new Targets();
    private final EnvironmentActions.Set actions;
    private final Action create;
    private boolean updateIsDue;

    public FleetViewModel(LiveGateway live, EnvironmentActions actions, Action create, Now now, UiThread ui) {
        this.live = live;
        this.now = now;
        this.ui = ui;
        this.create = create;
        this.actions = actions.on(targets);
        this.rows = new FilteredList<>(live.environments().items());
        filterText.subscribe(text -> {
            filter.set(FleetFilter.parse(text));
            applyFilter();
        });
        quick.subscribe((before, chosen) -> applyFilter());
        cursor.subscribe((before, at) -> updateTargets());
        marked.subscribe((before, ids) -> updateTargets());
        live.environments().items().addListener((ListChangeListener<LiveItem<Environment>>) change -> updateSoon());
        live.hosts().items().addListener((ListChangeListener<Object>) change -> updateSoon());
        update();
    }

    /** The rows to show, unsorted. */
    public FilteredList<LiveItem<Environment>> rows() {
        return rows;
    }

    public FleetRow row(LiveItem<Environment> item) {
        Environment environment = item.get();
        NodeInfo node = environment.runtime() != null
                ? null
                : live.nodes().find(environment.nodeId()).map(LiveItem::get).orElse(null);
        return new FleetRow(
                environment,
                StatusLook.of(environment.status()),
                live.hosts()
                        .find(environment.hostId())
                        .map(host -> host.get().label())
                        .orElse(environment.hostId()),
                NodeLink.of(environment, node));
    }

    public StringProperty filterText() {
        return filterText;
    }

    public ReadOnlyObjectProperty<FleetFilter> filter() {
        return filter.getReadOnlyProperty();
    }

    public ObjectProperty<Quick> quick() {
        return quick;
    }

    /** How many rows each chip would leave, whatever the filter says. */
    public ReadOnlyObjectProperty<Map<Quick, Integer>> counts() {
        return counts.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Freshness> freshness() {
        return live.environments().freshness();
    }

    public Now now() {
        return now;
    }

    /** The row that keys act on; null where there is none. */
    public ObjectProperty<@Nullable LiveItem<Environment>> cursor() {
        return cursor;
    }

    /** Ids of the marked environments; where there are any, actions act on them instead of the cursor's. */
    public ReadOnlyObjectProperty<Set<String>> marked() {
        return marked.getReadOnlyProperty();
    }

    public void toggleMark(LiveItem<Environment> item) {
        Set<String> next = new HashSet<>(marked.get());
        if (!next.remove(item.id())) {
            next.add(item.id());
        }
        marked.set(Set.copyOf(next));
    }

    /** Marks these beside those that are marked already. */
    public void mark(List<LiveItem<Environment>> items) {
        Set<String> next = new HashSet<>(marked.get());
        items.forEach(item -> next.add(item.id()));
        marked.set(Set.copyOf(next));
    }

    public void markAllShown() {
        mark(rows);
    }

    public void clearMarks() {
        marked.set(Set.of());
    }

    /** A menu is about to open on this row: it acts on the marked ones if the row is one of them, else on the row. */
    public void point(LiveItem<Environment> item) {
        if (!marked.get().contains(item.id())) {
            clearMarks();
        }
        cursor.set(item);
    }

    public void clearFilter() {
        filterText.set("");
        quick.set(Quick.ALL);
    }

    public boolean isFiltered() {
        return !filterText.get().isBlank() || quick.get() != Quick.ALL;
    }

    public EnvironmentActions.Set actions() {
        return actions;
    }

    public Action create() {
        return create;
    }

    public void reload() {
        live.refresh();
    }

    private void applyFilter() {
        FleetFilter typed = filter.get();
        Quick chip = quick.get();
        rows.setPredicate(item -> {
            FleetRow row = row(item);
            return chip.accepts(row) && typed.test(row);
        });
        updateTargets();
    }

    /** Many changes arrive together; counting once a frame is enough. */
    private void updateSoon() {
        if (!updateIsDue) {
            updateIsDue = true;
            ui.onNextPulse(() -> {
                updateIsDue = false;
                update();
            });
        }
    }

    private void update() {
        Map<Quick, Integer> fresh = new EnumMap<>(Quick.class);
        for (Quick each : Quick.values()) {
            fresh.put(each, 0);
        }
        for (LiveItem<Environment> item : live.environments().items()) {
            FleetRow row = row(item);
            for (Quick each : Quick.values()) {
                if (each.accepts(row)) {
                    fresh.merge(each, 1, Integer::sum);
                }
            }
        }
        counts.set(Map.copyOf(fresh));
        forgetTheGone();
    }

    private void forgetTheGone() {
        Set<String> still = new HashSet<>(marked.get());
        still.removeIf(id -> live.environments().find(id).isEmpty());
        if (still.size() != marked.get().size()) {
            marked.set(Set.copyOf(still));
        }
        LiveItem<Environment> at = cursor.get();
        if (at != null && live.environments().find(at.id()).isEmpty()) {
            cursor.set(null);
        }
        updateTargets();
    }

    private void updateTargets() {
        List<LiveItem<Environment>> next = new ArrayList<>();
        for (String id : marked.get()) {
            live.environments().find(id).ifPresent(next::add);
        }
        next.sort(Comparator.comparing(item -> item.get().displayName()));
        LiveItem<Environment> at = cursor.get();
        if (next.isEmpty() && at != null) {
            next.add(at);
        }
        targets.set(next);
    }
}
