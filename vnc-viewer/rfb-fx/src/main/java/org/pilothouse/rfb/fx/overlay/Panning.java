package org.pilothouse.rfb.fx.overlay;

import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import org.pilothouse.rfb.fx.picture.Placement;

/** Scroll bars for a picture that is larger than the view, and how far it is panned. Sizes in logical pixels. */
public final class Panning {
    private final ScrollBar horizontal = new ScrollBar();
    private final ScrollBar vertical = new ScrollBar();

    /**
     * Makes the bars, hidden.
     *
     * @param onMoved called when the picture is panned
     */
    public Panning(Runnable onMoved) {
        vertical.setOrientation(Orientation.VERTICAL);
        for (ScrollBar bar : new ScrollBar[] {horizontal, vertical}) {
            bar.setManaged(false);
            bar.setVisible(false);
            bar.setFocusTraversable(false);
            bar.valueProperty().subscribe(onMoved);
        }
    }

    public ScrollBar horizontal() {
        return horizontal;
    }

    public ScrollBar vertical() {
        return vertical;
    }

    /** How far the picture is moved to the left. */
    public double x() {
        return horizontal.isVisible() ? horizontal.getValue() : 0;
    }

    /** How far the picture is moved up. */
    public double y() {
        return vertical.isVisible() ? vertical.getValue() : 0;
    }

    /** What the bars leave of the view's width. */
    public double widthLeft(double viewWidth) {
        return Math.max(0, viewWidth - (vertical.isVisible() ? thickness(vertical) : 0));
    }

    /** What the bars leave of the view's height. */
    public double heightLeft(double viewHeight) {
        return Math.max(0, viewHeight - (horizontal.isVisible() ? thickness(horizontal) : 0));
    }

    /**
     * Shows the bars that a picture of this size needs.
     *
     * @return whether other bars are shown than before
     */
    public boolean fit(Placement placement, double viewWidth, double viewHeight) {
        boolean needsVertical = placement.height() > viewHeight;
        boolean needsHorizontal = placement.width() > viewWidth - (needsVertical ? thickness(vertical) : 0);
        // A bar takes room, for which the other may be needed too.
        needsVertical = placement.height() > viewHeight - (needsHorizontal ? thickness(horizontal) : 0);
        boolean changed = needsVertical != vertical.isVisible() || needsHorizontal != horizontal.isVisible();
        double width = viewWidth - (needsVertical ? thickness(vertical) : 0);
        double height = viewHeight - (needsHorizontal ? thickness(horizontal) : 0);
        update(horizontal, needsHorizontal, placement.width(), width);
        update(vertical, needsVertical, placement.height(), height);
        return changed;
    }

    /** Moves the picture, as far as there is more of it. */
    public void by(double dx, double dy) {
        move(horizontal, dx);
        move(vertical, dy);
    }

    /** Moves the picture to a place, as far as there is more of it. */
    public void to(double x, double y) {
        by(x - horizontal.getValue(), y - vertical.getValue());
    }

    public boolean isNeeded() {
        return horizontal.isVisible() || vertical.isVisible();
    }

    public void layout(double viewWidth, double viewHeight) {
        double barWidth = viewWidth - widthLeft(viewWidth);
        double barHeight = viewHeight - heightLeft(viewHeight);
        horizontal.resizeRelocate(0, viewHeight - barHeight, viewWidth - barWidth, barHeight);
        vertical.resizeRelocate(viewWidth - barWidth, 0, barWidth, viewHeight - barHeight);
    }

    private static void move(ScrollBar bar, double by) {
        if (bar.isVisible()) {
            bar.setValue(Math.clamp(bar.getValue() + by, 0, bar.getMax()));
        }
    }

    private static void update(ScrollBar bar, boolean needed, double content, double view) {
        bar.setVisible(needed);
        double most = needed ? Math.max(0, content - view) : 0;
        bar.setMax(most);
        bar.setVisibleAmount(needed ? most * view / content : 0);
        bar.setUnitIncrement(view / 20);
        bar.setBlockIncrement(view * 0.9);
        if (bar.getValue() > most) {
            bar.setValue(most);
        }
    }

    private static double thickness(ScrollBar bar) {
        return Math.ceil(bar.getOrientation() == Orientation.VERTICAL ? bar.prefWidth(-1) : bar.prefHeight(-1));
    }
}
