package org.pilothouse.app.component;

import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Now;

/** How long ago something was, counting on while it is shown; the exact time is in the tooltip. */
public final class AgeLabel extends Label {
    private final Now now;
    private final String prefix;
    private @Nullable Instant time;

    public AgeLabel(Now now, String prefix) {
        this.now = now;
        this.prefix = prefix;
        getStyleClass().add("age");
        Attachment.of(this, subscriptions -> subscriptions.observe(now.property(), instant -> refresh()));
    }

    public void show(@Nullable Instant instant) {
        time = instant;
        setTooltip(instant == null ? null : new Tooltip(Ages.absolute(instant)));
        refresh();
    }

    private void refresh() {
        setText(time == null ? "" : prefix + Ages.ago(time, now.get()));
    }
}
