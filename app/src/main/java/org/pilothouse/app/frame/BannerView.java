package org.pilothouse.app.frame;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.presentation.Tone;

/** One line across the content; takes no room while all is well. */
final class BannerView extends HBox {
    private final ProgressIndicator busy = new ProgressIndicator();
    private final FontIcon icon = Icons.of(Feather.ALERT_TRIANGLE);
    private final Label what = new Label();
    private final Label next = new Label();
    private final Tooltip whole = new Tooltip();
    private final Button retry;

    BannerView(BannerModel model, Action retryAction) {
        setId("banner");
        getStyleClass().add("banner");
        setAlignment(Pos.CENTER_LEFT);
        what.setId("banner/what");
        what.getStyleClass().add("banner-what");
        what.setMinWidth(0);
        what.setTooltip(whole);
        next.setId("banner/next");
        next.getStyleClass().add("banner-next");
        next.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(next, Priority.ALWAYS);
        next.setMaxWidth(Double.MAX_VALUE);
        retry = ActionControls.button(retryAction);
        retry.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(new StackPane(busy, icon), what, next, retry);
        Attachment.of(this, subscriptions -> subscriptions.observe(model.banner(), this::show));
    }

    private void show(BannerModel.@Nullable Banner banner) {
        setVisible(banner != null);
        setManaged(banner != null);
        // An indicator that can't be seen would still animate, and cost a pulse each frame.
        busy.setProgress(banner != null && banner.busy() ? ProgressIndicator.INDETERMINATE_PROGRESS : 0);
        if (banner == null) {
            return;
        }
        for (Tone tone : Tone.values()) {
            getStyleClass().remove(tone.styleClass());
        }
        getStyleClass().add(banner.tone().styleClass());
        busy.setVisible(banner.busy());
        icon.setVisible(!banner.busy());
        what.setText(banner.what());
        whole.setText(banner.what());
        next.setText(banner.next());
        retry.setVisible(banner.canRetry());
        retry.setManaged(banner.canRetry());
    }
}
