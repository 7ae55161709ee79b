package org.pilothouse.app.artifact;

import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.pilothouse.app.lifecycle.Attachment;

/**
 * The picture itself. The wheel zooms to the pointer, dragging pans, a click picks; plus, minus, 0 and 1 zoom in, out, to
 * fit and to the real size.
 */
public final class PictureView extends Region {
    private static final double NOTCH = 1.18;
    /** px that a hand moves in a click. */
    private static final double STEADY = 4;

    private static final Color MARK = Color.web("#ff3d71");
    private static final Color HALO = Color.rgb(255, 255, 255, 0.9);
    private static final Color SHADE = Color.rgb(8, 12, 18, 0.38);
    private static final double PADDING = 5;

    private final PictureModel model;
    private final Canvas canvas = new Canvas();
    private double pressedX;
    private double pressedY;
    private double lastX;
    private double lastY;
    private boolean dragged;

    public PictureView(String id, PictureModel model, String words) {
        this.model = model;
        setId(id);
        getStyleClass().add("picture");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(words);
        setMinSize(80, 60);
        getChildren().add(canvas);
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> model.pointAt(event.getX(), event.getY()));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> model.pointNowhere());
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        setCursor(Cursor.CROSSHAIR);
        Attachment.of(this, subscriptions -> {
            subscriptions.observe(model.viewport(), viewport -> requestLayout());
            subscriptions.observe(model.marks(), marks -> requestLayout());
        });
    }

    @Override
    protected double computePrefWidth(double height) {
        return model.picture().width();
    }

    @Override
    protected double computePrefHeight(double width) {
        return width > 0
                ? Math.min(1, width / model.picture().width()) * model.picture().height()
                : model.picture().height();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            model.resize(width, height);
        }
        paint();
    }

    private void paint() {
        Viewport viewport = model.viewport().get();
        GraphicsContext to = canvas.getGraphicsContext2D();
        to.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        // Enlarged pixels are to be seen as pixels.
        to.setImageSmoothing(viewport.scale() < 2);
        double width = viewport.pictureWidth() * viewport.scale();
        double height = viewport.pictureHeight() * viewport.scale();
        to.drawImage(model.picture().image(), viewport.x(), viewport.y(), width, height);
        for (Mark mark : model.marks().get()) {
            switch (mark) {
                case Mark.Box(Area area, String caption) -> paintBox(to, viewport, area, caption);
                case Mark.Cross(int x, int y, String caption) -> paintCross(to, viewport, x, y, caption);
            }
        }
    }

    private void paintBox(GraphicsContext to, Viewport viewport, Area area, String caption) {
        double left = Math.max(viewport.toPaneX(area.x()), viewport.x());
        double top = Math.max(viewport.toPaneY(area.y()), viewport.y());
        double right =
                Math.min(viewport.toPaneX((double) area.x() + area.width()), viewport.toPaneX(viewport.pictureWidth()));
        double bottom = Math.min(
                viewport.toPaneY((double) area.y() + area.height()), viewport.toPaneY(viewport.pictureHeight()));
        if (right <= left || bottom <= top) {
            return;
        }
        shadeAround(to, viewport, left, top, right, bottom);
        to.setStroke(HALO);
        to.setLineWidth(4);
        to.strokeRect(left, top, right - left, bottom - top);
        to.setStroke(MARK);
        to.setLineWidth(2);
        to.strokeRect(left, top, right - left, bottom - top);
        paintCaption(to, caption, left, bottom + PADDING, top - PADDING);
    }

    /** The rest of the picture steps back, so that a small target is found at once. */
    private static void shadeAround(
            GraphicsContext to, Viewport viewport, double left, double top, double right, double bottom) {
        double endX = viewport.toPaneX(viewport.pictureWidth());
        double endY = viewport.toPaneY(viewport.pictureHeight());
        to.setFill(SHADE);
        to.fillRect(viewport.x(), viewport.y(), endX - viewport.x(), top - viewport.y());
        to.fillRect(viewport.x(), bottom, endX - viewport.x(), endY - bottom);
        to.fillRect(viewport.x(), top, left - viewport.x(), bottom - top);
        to.fillRect(right, top, endX - right, bottom - top);
    }

    private void paintCross(GraphicsContext to, Viewport viewport, int pictureX, int pictureY, String caption) {
        double x = viewport.toPaneX(pictureX + 0.5);
        double y = viewport.toPaneY(pictureY + 0.5);
        double inner = 7;
        double outer = 22;
        for (int pass = 0; pass < 2; pass++) {
            to.setStroke(pass == 0 ? HALO : MARK);
            to.setLineWidth(pass == 0 ? 5 : 2);
            to.strokeOval(x - inner * 2, y - inner * 2, inner * 4, inner * 4);
            to.strokeLine(x - outer, y, x - inner, y);
            to.strokeLine(x + inner, y, x + outer, y);
            to.strokeLine(x, y - outer, x, y - inner);
            to.strokeLine(x, y + inner, x, y + outer);
        }
        to.setFill(MARK);
        to.fillOval(x - 2, y - 2, 4, 4);
        paintCaption(to, caption, x + outer, y + outer / 2, y - outer / 2);
    }

    /** Below, or above where there is no room below, or inside where there is none at all. */
    private void paintCaption(GraphicsContext to, String caption, double left, double below, double above) {
        if (caption.isEmpty()) {
            return;
        }
        Font font = Font.font(Font.getDefault().getFamily(), FontWeight.BOLD, 12);
        Text measured = new Text(caption);
        measured.setFont(font);
        double width = Math.min(canvas.getWidth(), measured.getLayoutBounds().getWidth() + 2 * PADDING);
        double height = measured.getLayoutBounds().getHeight() + PADDING;
        double x = Math.clamp(left - 1, 0, Math.max(0, canvas.getWidth() - width));
        double y = below;
        if (y + height > canvas.getHeight()) {
            y = above - height >= 0 ? above - height : Math.max(0, below - 2 * PADDING - height);
        }
        to.setFill(MARK);
        to.fillRoundRect(x, y, width, height, 5, 5);
        to.setFill(Color.WHITE);
        to.setFont(font);
        to.setTextAlign(TextAlignment.LEFT);
        to.setTextBaseline(VPos.CENTER);
        to.fillText(caption, x + PADDING, y + height / 2, width - 2 * PADDING);
    }

    private void scrolled(ScrollEvent event) {
        event.consume();
        if (event.getDeltaY() != 0) {
            model.zoom(event.getDeltaY() > 0 ? NOTCH : 1 / NOTCH, event.getX(), event.getY());
        }
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        pressedX = event.getX();
        pressedY = event.getY();
        lastX = pressedX;
        lastY = pressedY;
        dragged = false;
    }

    private void dragged(MouseEvent event) {
        dragged |= Math.hypot(event.getX() - pressedX, event.getY() - pressedY) > STEADY;
        if (dragged) {
            setCursor(Cursor.CLOSED_HAND);
            model.pan(event.getX() - lastX, event.getY() - lastY);
            lastX = event.getX();
            lastY = event.getY();
        }
    }

    private void released(MouseEvent event) {
        setCursor(Cursor.CROSSHAIR);
        if (!dragged && event.getButton() == MouseButton.PRIMARY) {
            model.pick(event.getX(), event.getY());
        }
    }

    private void typed(KeyEvent event) {
        switch (event.getCharacter()) {
            case "+", "=" -> model.zoom(NOTCH);
            case "-" -> model.zoom(1 / NOTCH);
            case "0" -> model.fit();
            case "1" -> model.actualSize();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
