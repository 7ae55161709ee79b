package org.pilothouse.app.artifact;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;

/** A picture with a bar: how large, what is under the pointer, copy and save. */
public final class PicturePane extends VBox {
    private final PictureModel model;

    /** @param id of the pane; its parts have ids below it */
    public PicturePane(String id, PictureModel model, String name, Exports exports) {
        this.model = model;
        setId(id);
        getStyleClass().add("picture-pane");
        PictureView view = new PictureView(id + "/picture", model, name);
        setVgrow(view, Priority.ALWAYS);
        getChildren().addAll(view, bar(id, name, exports));
    }

    private HBox bar(String id, String name, Exports exports) {
        Label percent = new Label();
        percent.setId(id + "/zoom");
        percent.getStyleClass().add("picture-zoom");
        percent.setMinWidth(Region.USE_PREF_SIZE);
        Label pointer = new Label();
        pointer.setId(id + "/pointer");
        pointer.getStyleClass().addAll("mono", "picture-pointer");
        Region swatch = new Region();
        swatch.getStyleClass().add("picture-swatch");
        swatch.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        Label size = new Label(
                (int) model.picture().width() + " × " + (int) model.picture().height() + " px");
        size.getStyleClass().add("muted");
        size.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(
                icon(id + "/fit", Feather.MAXIMIZE, "Fit  (0)", model::fit),
                icon(id + "/actual", Feather.SQUARE, "Real size, 1:1  (1)", model::actualSize),
                icon(id + "/out", Feather.ZOOM_OUT, "Smaller  (−)", () -> model.zoom(1 / 1.5)),
                percent,
                icon(id + "/in", Feather.ZOOM_IN, "Larger  (+)", () -> model.zoom(1.5)),
                swatch,
                pointer,
                gap,
                size,
                icon(id + "/copy", Feather.COPY, "Copy the picture", () -> exports.copy(model.picture())),
                icon(
                        id + "/save",
                        Feather.DOWNLOAD,
                        "Save the picture…",
                        () -> exports.save(
                                getScene().getWindow(),
                                name + "." + model.picture().extension(),
                                model.picture().encoded())));
        bar.getStyleClass().add("picture-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        Attachment.of(bar, subscriptions -> {
            subscriptions.observe(model.viewport(), viewport -> percent.setText(viewport.percent() + " %"));
            subscriptions.observe(model.pointer(), text -> {
                pointer.setText(text);
                boolean over = !text.isEmpty();
                swatch.setVisible(over);
                swatch.setStyle(
                        over
                                ? "-fx-background-color: -color-border-default, " + text.substring(text.indexOf('#'))
                                : "");
            });
        });
        return bar;
    }

    static Button icon(String id, Feather icon, String hint, Runnable run) {
        Button button = new Button(null, Icons.of(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat", "icon-button");
        button.setTooltip(new Tooltip(hint));
        button.setAccessibleText(hint);
        button.setOnAction(event -> run.run());
        return button;
    }
}
