package org.pilothouse.app.takeover;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.rfb.fx.DesktopStatus;
import org.pilothouse.rfb.fx.VncView;

/** What can be done with the picture. */
final class TakeoverBar extends HBox {
    private final String id;
    private final TakeoverViewModel model;

    /**
     * Where else the picture can go.
     *
     * @param ownWindow null where it is there already
     */
    record Places(@Nullable Runnable ownWindow, Runnable fullScreen) {}

    TakeoverBar(String id, TakeoverViewModel model, VncView viewer, Places places, Consumer<Boolean> control) {
        this.id = id;
        this.model = model;
        getStyleClass().add("takeover-bar");
        setAlignment(Pos.CENTER_LEFT);
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(modes(control), reconnect(), gap, scale(), clipboard(), keys(), statistics());
        getChildren().add(new PictureMenu(id + "/screenshot", model, viewer));
        Runnable ownWindow = places.ownWindow();
        if (ownWindow != null) {
            getChildren().add(icon("window", "Open in its own window", Feather.EXTERNAL_LINK, ownWindow));
        }
        getChildren().add(icon("full-screen", "Full screen", Feather.MAXIMIZE, places.fullScreen()));
    }

    private Segments<TakeoverMode> modes(Consumer<Boolean> control) {
        Segments<TakeoverMode> modes = new Segments<>(
                List.of(
                        new Segments.Option<>(
                                id + "/view",
                                TakeoverMode.VIEW,
                                "View only",
                                Feather.EYE,
                                "Look on; the gateway lets nothing of yours through"),
                        new Segments.Option<>(
                                id + "/control",
                                TakeoverMode.CONTROL,
                                "Control",
                                Feather.MOUSE_POINTER,
                                "Use this desktop yourself")),
                model.mode(),
                mode -> control.accept(mode == TakeoverMode.CONTROL));
        Attachment.of(
                modes, subscriptions -> subscriptions.observe(model.running(), running -> modes.setDisable(!running)));
        return modes;
    }

    private Button reconnect() {
        Button again = new Button("Reconnect now", Icons.of(Feather.REFRESH_CW));
        again.setId(id + "/reconnect");
        again.setOnAction(event -> model.reconnect());
        Attachment.of(
                again,
                subscriptions -> subscriptions.observe(model.desktop().statusProperty(), status -> {
                    boolean useful = status == DesktopStatus.RECONNECTING || status == DesktopStatus.FAILED;
                    again.setVisible(useful);
                    again.setManaged(useful);
                }));
        return again;
    }

    private Segments<Boolean> scale() {
        return new Segments<>(
                List.of(
                        new Segments.Option<>(id + "/fit", false, "Fit", null, "Fit the picture into the view"),
                        new Segments.Option<>(id + "/actual", true, "1:1", null, "One remote pixel for one pixel")),
                model.actualSize(),
                model.actualSize()::set);
    }

    private ToggleButton clipboard() {
        ToggleButton shared = new ToggleButton("Clipboard", Icons.of(Feather.CLIPBOARD));
        shared.setId(id + "/clipboard");
        shared.setTooltip(new Tooltip("Share text on the clipboard, both ways, while in control"));
        Attachment.of(
                shared, subscriptions -> subscriptions.bindBidirectional(shared.selectedProperty(), model.clipboard()));
        return shared;
    }

    private ToggleButton statistics() {
        ToggleButton shown = new ToggleButton(null, Icons.of(Feather.ACTIVITY));
        shown.setId(id + "/figures");
        shown.getStyleClass().addAll("button-icon", "flat", "icon-button");
        shown.setAccessibleText("Show how fast the picture comes");
        shown.setTooltip(new Tooltip("How fast the picture comes, and who limits it (Ctrl+Alt+Shift+S)"));
        Attachment.of(
                shown,
                subscriptions -> subscriptions.bindBidirectional(shown.selectedProperty(), model.figuresShown()));
        return shown;
    }

    private MenuButton keys() {
        MenuButton menu = new MenuButton("Keys", Icons.of(Feather.COMMAND));
        menu.setId(id + "/keys");
        menu.setTooltip(new Tooltip("Send keys that this machine would take for itself"));
        for (SpecialKey key : SpecialKey.values()) {
            MenuItem item = new MenuItem(key.label());
            item.setId(id + "/keys/" + key.name().toLowerCase(Locale.ROOT));
            item.setOnAction(event -> model.send(key));
            menu.getItems().add(item);
        }
        Attachment.of(
                menu,
                subscriptions ->
                        subscriptions.observe(model.mode(), mode -> menu.setDisable(mode != TakeoverMode.CONTROL)));
        return menu;
    }

    private Button icon(String name, String what, Ikon icon, Runnable run) {
        Button button = new Button(null, Icons.of(icon));
        button.setId(id + "/" + name);
        button.getStyleClass().addAll("button-icon", "flat", "icon-button");
        button.setAccessibleText(what);
        button.setTooltip(new Tooltip(what));
        button.setOnAction(event -> run.run());
        return button;
    }
}
