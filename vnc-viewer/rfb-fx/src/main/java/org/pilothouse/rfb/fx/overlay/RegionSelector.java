package org.pilothouse.rfb.fx.overlay;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeType;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.fx.picture.Placement;

/** Lets a person drag a rectangle of remote pixels over the picture. Esc, another button or a click without dragging ends it without one. */
public final class RegionSelector extends Region {
    private static final Color SHADE = Color.rgb(0, 0, 0, 0.45);
    private static final Color LINE = Color.web("#4dabf7");
    private static final double LABEL_GAP = 6;
    private static final String HINT = "Drag over what you want; Esc gives up";

    private final Placement placement;
    private final Consumer<Optional<Rectangle2D>> done;
    private final Path shade = new Path();
    private final Rectangle frame = new Rectangle();
    private final Label label = new Label(HINT);
    private @Nullable MouseEvent start;
    private @Nullable Rectangle2D region;
    private boolean ended;

    /**
     * A selector for the picture as it lies now.
     *
     * @param done hears once, of the region in remote pixels or of none
     */
    public RegionSelector(Placement placement, Consumer<Optional<Rectangle2D>> done) {
        this.placement = placement;
        this.done = done;
        setManaged(false);
        setCursor(Cursor.CROSSHAIR);
        setFocusTraversable(true);
        getStyleClass().add("vnc-region");
        setAccessibleText(HINT);
        setBackground(Background.fill(Color.TRANSPARENT)); // takes the mouse everywhere
        frame.setFill(null);
        frame.setStroke(LINE);
        frame.setStrokeType(StrokeType.OUTSIDE);
        frame.setVisible(false);
        label.setTextFill(Color.WHITE);
        label.setPadding(new Insets(3, 8, 3, 8));
        label.setBackground(
                new Background(new BackgroundFill(Color.rgb(20, 20, 20, 0.85), new CornerRadii(4), Insets.EMPTY)));
        shade.setManaged(false);
        frame.setManaged(false);
        label.setManaged(false);
        getChildren().addAll(shade, frame, label);
        addEventHandler(MouseEvent.ANY, this::mouse);
        addEventHandler(KeyEvent.ANY, this::key);
        focusedProperty().subscribe((before, focused) -> {
            if (before && !focused) {
                end(Optional.empty());
            }
        });
    }

    private void mouse(MouseEvent event) {
        event.consume();
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            if (event.getButton() == MouseButton.PRIMARY) {
                start = event;
            } else {
                end(Optional.empty());
            }
        } else if (event.getEventType() == MouseEvent.MOUSE_DRAGGED) {
            MouseEvent from = start;
            if (from != null) {
                region = between(from, event);
                requestLayout();
            }
        } else if (event.getEventType() == MouseEvent.MOUSE_RELEASED && start != null) {
            end(Optional.ofNullable(region));
        }
    }

    private void key(KeyEvent event) {
        event.consume();
        if (event.getEventType() == KeyEvent.KEY_PRESSED && event.getCode() == KeyCode.ESCAPE) {
            end(Optional.empty());
        }
    }

    private void end(Optional<Rectangle2D> result) {
        if (!ended) {
            ended = true;
            done.accept(result);
        }
    }

    /** All pixels that the rectangle touches. */
    private Rectangle2D between(MouseEvent from, MouseEvent to) {
        int left = placement.remoteX(Math.min(from.getX(), to.getX()));
        int top = placement.remoteY(Math.min(from.getY(), to.getY()));
        int right = placement.remoteX(Math.max(from.getX(), to.getX()));
        int bottom = placement.remoteY(Math.max(from.getY(), to.getY()));
        return new Rectangle2D(left, top, right - left + 1.0, bottom - top + 1.0);
    }

    @Override
    protected void layoutChildren() {
        Rectangle everything = new Rectangle(getWidth(), getHeight());
        Rectangle2D chosen = region;
        label.setText(chosen == null ? HINT : (int) chosen.getWidth() + " \u00d7 " + (int) chosen.getHeight());
        label.autosize();
        if (chosen == null) {
            shade.getElements().setAll(((Path) Shape.subtract(everything, new Rectangle())).getElements());
            label.relocate(Math.max(0, (getWidth() - label.getWidth()) / 2), LABEL_GAP * 2);
        } else {
            double left = placement.viewX(chosen.getMinX());
            double top = placement.viewY(chosen.getMinY());
            Rectangle hole = new Rectangle(
                    left, top, placement.viewX(chosen.getMaxX()) - left, placement.viewY(chosen.getMaxY()) - top);
            shade.getElements().setAll(((Path) Shape.subtract(everything, hole)).getElements());
            frame.setX(left);
            frame.setY(top);
            frame.setWidth(hole.getWidth());
            frame.setHeight(hole.getHeight());
            frame.setVisible(true);
            double above = top - label.getHeight() - LABEL_GAP;
            label.relocate(
                    Math.clamp(left, 0, Math.max(0, getWidth() - label.getWidth())),
                    above >= 0 ? above : top + LABEL_GAP);
        }
        shade.setFill(SHADE);
        shade.setStroke(null);
    }
}
