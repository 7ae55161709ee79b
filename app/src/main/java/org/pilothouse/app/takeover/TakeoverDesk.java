package org.pilothouse.app.takeover;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.protocol.environment.Environment;

/** One {@link TakeoverViewModel} for each environment that was looked at, shared by page and window. */
public final class TakeoverDesk {
    private final Connections connections;
    private final LiveGateway live;
    private final Dialogs dialogs;
    private final Notifications notifications;
    private final Background background;
    private final UiThread ui;
    private final Map<String, TakeoverViewModel> known = new HashMap<>();

    public TakeoverDesk(
            Connections connections,
            LiveGateway live,
            Dialogs dialogs,
            Notifications notifications,
            Background background,
            UiThread ui) {
        this.connections = connections;
        this.live = live;
        this.dialogs = dialogs;
        this.notifications = notifications;
        this.background = background;
        this.ui = ui;
        live.environments().items().addListener((ListChangeListener<LiveItem<Environment>>) change -> changed());
    }

    public TakeoverViewModel of(String environmentId) {
        return known.computeIfAbsent(
                environmentId,
                id -> new TakeoverViewModel(id, connections, live, dialogs, notifications, background, ui));
    }

    private void changed() {
        for (TakeoverViewModel each : List.copyOf(known.values())) {
            each.environmentChanged();
            if (live.environments().find(each.environmentId()).isEmpty() && !each.isWatched()) {
                known.remove(each.environmentId());
            }
        }
    }
}
