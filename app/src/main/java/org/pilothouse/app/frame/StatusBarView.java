package org.pilothouse.app.frame;

import atlantafx.base.controls.Popover;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.operation.Operation;
import org.pilothouse.app.presentation.Sizes;

/** What is under way at the left, how the gateway and Docker are at the right. */
final class StatusBarView extends HBox {
    private final StatusBarModel model;
    private final Button operations = new Button();
    private final ProgressBar progress = new ProgressBar();
    private final Label title = new Label();
    private final Label detail = new Label();
    private final Subscriptions ofShown = new Subscriptions();
    private @Nullable Popover popover;

    StatusBarView(StatusBarModel model) {
        this.model = model;
        setId("status-bar");
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        detail.getStyleClass().add("muted");
        progress.setPrefWidth(90);
        HBox face = new HBox(progress, title, detail);
        face.getStyleClass().add("operation-face");
        face.setAlignment(Pos.CENTER_LEFT);
        operations.setId("status-bar/operations");
        operations.getStyleClass().addAll("flat", "status-button");
        operations.setGraphic(face);
        operations.setTooltip(new Tooltip("Show everything that is under way"));
        operations.setOnAction(event -> open());
        Label idle = new Label("Nothing under way");
        idle.getStyleClass().add("muted");
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        StatusBadge docker = new StatusBadge();
        docker.setId("status-bar/docker");
        Tooltip dockerTip = new Tooltip();
        Tooltip.install(docker, dockerTip);
        Label roundTrip = new Label(null, Icons.of(Feather.ACTIVITY, "muted-icon"));
        roundTrip.setId("status-bar/round-trip");
        roundTrip.setTooltip(new Tooltip("Round trip to the gateway"));
        getChildren().addAll(idle, operations, gap, roundTrip, docker);
        Attachment.of(this, subscriptions -> {
            subscriptions.add(ofShown::close);
            subscriptions.observeAny(
                    () -> {
                        boolean none = model.operations().isEmpty();
                        idle.setVisible(none);
                        idle.setManaged(none);
                        operations.setVisible(!none);
                        operations.setManaged(!none);
                        show(none ? null : model.operations().getFirst());
                    },
                    model.operations());
            subscriptions.observe(model.docker(), docker::show);
            subscriptions.observe(model.dockerDetail(), dockerTip::setText);
            subscriptions.observe(model.roundTrip(), text -> {
                roundTrip.setText(text);
                roundTrip.setVisible(!text.isEmpty());
            });
        });
    }

    private void show(@Nullable Operation operation) {
        ofShown.close();
        if (operation == null) {
            progress.setProgress(0);
            if (popover != null) {
                popover.hide();
            }
            return;
        }
        int others = model.operations().size() - 1;
        title.setText(operation.title());
        operations.setAccessibleText(Sizes.count(others + 1, "operation") + " under way");
        ofShown.observe(operation.progress(), value -> progress.setProgress(value.doubleValue()));
        ofShown.observe(
                operation.detail(),
                text -> detail.setText(
                        (text.isEmpty() ? "" : "· " + text) + (others > 0 ? "   +" + others + " more" : "")));
    }

    private void open() {
        Popover shown = new Popover(new OperationsView(model.operations()));
        shown.setArrowLocation(Popover.ArrowLocation.BOTTOM_LEFT);
        shown.setHeaderAlwaysVisible(false);
        shown.setDetachable(false);
        shown.show(operations);
        popover = shown;
    }
}
