package org.pilothouse.app.notification;

import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.problem.Problem;

/** The messages, one above the other in the lower right corner. */
public final class ToastsView extends VBox {
    private final Notifications notifications;
    private final Consumer<String> clipboard;

    public ToastsView(Notifications notifications, Consumer<String> clipboard) {
        this.notifications = notifications;
        this.clipboard = clipboard;
        setId("toasts");
        getStyleClass().add("toasts");
        setPickOnBounds(false);
        setAlignment(Pos.BOTTOM_RIGHT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Attachment.of(
                this,
                subscriptions -> subscriptions.observeAny(
                        () -> getChildren()
                                .setAll(notifications.toasts().stream()
                                        .map(this::toast)
                                        .toList()),
                        notifications.toasts()));
    }

    private HBox toast(Toast toast) {
        Label title = new Label(toast.title());
        title.getStyleClass().add("toast-title");
        title.setWrapText(true);
        VBox words = new VBox(title);
        words.getStyleClass().add("toast-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        if (!toast.text().isEmpty()) {
            Label text = new Label(toast.text());
            text.getStyleClass().add("toast-text");
            text.setWrapText(true);
            words.getChildren().add(text);
        }
        Problem problem = toast.problem();
        if (problem != null) {
            Button copy = new Button("Copy details", Icons.of(Feather.COPY));
            copy.setId("toast/copy");
            copy.getStyleClass().addAll("flat", "small", "toast-action");
            copy.setOnAction(event -> clipboard.accept(problem.details()));
            words.getChildren().add(copy);
        }
        Toast.Offer offer = toast.offer();
        if (offer != null) {
            Button take = new Button(offer.label());
            take.setId("toast/" + offer.label().toLowerCase(Locale.ROOT));
            take.getStyleClass().addAll("small", "toast-offer");
            take.setOnAction(event -> {
                notifications.dismiss(toast);
                offer.run().run();
            });
            words.getChildren().add(take);
        }
        Button dismiss = new Button(null, Icons.of(Feather.X));
        dismiss.getStyleClass().addAll("button-icon", "flat", "icon-button");
        dismiss.setId("toast/dismiss");
        dismiss.setAccessibleText("Dismiss: " + toast.title());
        dismiss.setTooltip(new Tooltip("Dismiss"));
        dismiss.setFocusTraversable(false);
        dismiss.setOnAction(event -> notifications.dismiss(toast));
        HBox box = new HBox(Icons.of(icon(toast), "toast-icon"), words, dismiss);
        box.getStyleClass().addAll("toast", toast.tone().styleClass());
        box.setAccessibleRole(AccessibleRole.TEXT);
        box.setAccessibleText(toast.title() + " " + toast.text());
        return box;
    }

    private static Ikon icon(Toast toast) {
        return switch (toast.tone()) {
            case SUCCESS -> Feather.CHECK_CIRCLE;
            case DANGER -> Feather.ALERT_TRIANGLE;
            case WARNING -> Feather.ALERT_CIRCLE;
            case ACCENT, NEUTRAL -> Feather.INFO;
        };
    }
}
