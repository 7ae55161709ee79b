package org.pilothouse.app.takeover;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.pilothouse.app.component.KeyCapture;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.StatusLook.Shape;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.rfb.fx.ClipboardDirection;
import org.pilothouse.rfb.fx.DesktopStatus;
import org.pilothouse.rfb.fx.ScaleMode;
import org.pilothouse.rfb.fx.VncView;

/** The picture with its bar above and a line below that says where keys go. Connected while it is in a window. */
final class TakeoverPane extends VBox {
    private static final PseudoClass CAPTURED = PseudoClass.getPseudoClass("captured");

    private final TakeoverViewModel model;
    private final VncView viewer;
    private final TakeoverBar bar;
    private final StatusBadge status = new StatusBadge();
    private final Label hint = new Label();
    private final Label statistics = new Label();
    private final HBox strip;

    /** @param places what the bar offers besides: its own window, full screen */
    TakeoverPane(String id, TakeoverViewModel model, TakeoverBar.Places places) {
        this.model = model;
        setId(id);
        getStyleClass().add("takeover");
        viewer = new VncView(model.desktop());
        viewer.setId(id + "/viewer");
        viewer.setGhostName("agent");
        bar = new TakeoverBar(id, model, viewer, places, this::control);
        Region ring = new Region();
        ring.getStyleClass().add("takeover-ring");
        ring.setMouseTransparent(true);
        ring.visibleProperty().bind(viewer.focusVisibleProperty());
        StackPane stage = new StackPane(viewer, ring);
        stage.getStyleClass().add("takeover-stage");
        setVgrow(stage, Priority.ALWAYS);
        strip = strip(id);
        getChildren().addAll(bar, stage, strip);
        Attachment.of(this, this::attach);
    }

    /** The keyboard goes to the picture. */
    void focusViewer() {
        viewer.requestFocus();
    }

    HBox bar() {
        return bar;
    }

    HBox strip() {
        return strip;
    }

    private void attach(Subscriptions subscriptions) {
        model.watch();
        subscriptions.add(model::unwatch);
        subscriptions.observe(
                model.actualSize(), actual -> viewer.setScaleMode(actual ? ScaleMode.ACTUAL_SIZE : ScaleMode.FIT));
        subscriptions.observe(
                model.clipboard(),
                shared -> viewer.setClipboardDirection(shared ? ClipboardDirection.BOTH : ClipboardDirection.NONE));
        subscriptions.bindBidirectional(viewer.statisticsShownProperty(), model.figuresShown());
        subscriptions.observe(viewer.keyboardCapturedProperty(), captured -> {
            KeyCapture.set(viewer, captured);
            strip.pseudoClassStateChanged(CAPTURED, captured);
        });
        subscriptions.observeAny(
                this::showHint,
                viewer.keyboardCapturedProperty(),
                model.mode(),
                model.name(),
                model.holder(),
                model.desktop().statusProperty());
        subscriptions.observe(model.desktop().statusProperty(), now -> status.show(look(now)));
        subscriptions.observe(model.mode(), mode -> {
            if (mode == TakeoverMode.CONTROL) {
                focusViewer();
            }
        });
        subscriptions.observe(model.statistics(), statistics::setText);
        Tooltip detail = new Tooltip();
        statistics.setTooltip(detail);
        subscriptions.bind(detail.textProperty(), model.statisticsDetail());
    }

    private void control(boolean wanted) {
        if (wanted) {
            model.takeControl();
            focusViewer();
        } else {
            model.releaseControl();
        }
    }

    private HBox strip(String id) {
        hint.setId(id + "/hint");
        hint.getStyleClass().add("takeover-hint");
        statistics.setId(id + "/statistics");
        statistics.getStyleClass().add("takeover-statistics");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(status, hint, gap, statistics);
        line.getStyleClass().add("takeover-strip");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void showHint() {
        boolean connected = model.desktop().getStatus() == DesktopStatus.CONNECTED;
        if (viewer.isKeyboardCaptured()) {
            hint.setText("Keys go to " + model.name().get() + ".  Ctrl+Alt+Shift+Esc releases them.");
        } else if (model.mode().get() == TakeoverMode.CONTROL) {
            hint.setText(connected ? "In control. Click into the picture to type there." : "");
        } else {
            String holder = model.holder().get();
            String who = holder.isEmpty() ? "" : holder + " has control.  ";
            hint.setText(connected ? who + "You only look on: keys and pointer stay here." : "");
        }
    }

    private static StatusLook look(DesktopStatus status) {
        return switch (status) {
            case CONNECTED -> new StatusLook("Live", Tone.SUCCESS, Shape.DISC, false);
            case CONNECTING -> new StatusLook("Connecting", Tone.ACCENT, Shape.HALF, true);
            case RECONNECTING -> new StatusLook("Reconnecting", Tone.WARNING, Shape.HALF, true);
            case FROZEN -> new StatusLook("Frozen", Tone.WARNING, Shape.DIAMOND, false);
            case FAILED -> new StatusLook("Failed", Tone.DANGER, Shape.TRIANGLE, false);
            case DISCONNECTED -> new StatusLook("Not connected", Tone.NEUTRAL, Shape.RING, false);
        };
    }
}
