package org.pilothouse.app.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.GoAction.Badge;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.approval.Approval;

/** How many approvals wait, and how soon the first of them expires. Used on the UI thread alone. */
public final class WaitingBadge {
    private final LiveGateway live;
    private final Now now;
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(Badge.NONE);

    public WaitingBadge(LiveGateway live, Now now) {
        this.live = live;
        this.now = now;
        live.approvals().items().addListener((ListChangeListener<LiveItem<Approval>>) change -> refresh());
        now.property().subscribe(instant -> refresh());
    }

    public ReadOnlyObjectProperty<Badge> badge() {
        return badge.getReadOnlyProperty();
    }

    private void refresh() {
        int count = live.approvals().items().size();
        Tone tone = live.approvals().items().stream()
                .map(item -> item.get().expiresAt())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .map(first -> Countdown.tone(Duration.between(now.get(), first)))
                .orElse(Tone.ACCENT);
        badge.set(count == 0 ? Badge.NONE : new Badge(count, tone));
    }
}
