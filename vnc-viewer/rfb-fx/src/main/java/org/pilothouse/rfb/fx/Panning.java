package org.pilothouse.rfb.fx;

import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;

/** Scroll bars for a picture that is larger than the view. */
final class Panning {
    private final ScrollBar horizontal = new ScrollBar();
    private final ScrollBar vertical = new ScrollBar();

    /**
     * Makes the bars, hidden.
     *
     * @param onMoved called when a person scrolls
     */
    Panning(Runnable onMoved) {
        vertical.setOrientation(Orientation.VERTICAL);
        for (ScrollBar bar : new ScrollBar[] {horizontal, vertical}) {
            bar.setManaged(false);
            bar.setVisible(false);
            bar.setFocusTraversable(false);
            bar.valueProperty().subscribe(onMoved);
        }
    }

    ScrollBar horizontal() {
        return horizontal;
    }

    ScrollBar vertical() {
        return vertical;
    }

    /**
     * Shows the bars that a picture of this size needs.
     *
     * @return whether the bars have to be laid out anew
     */
    boolean fit(Placement placement, double viewWidth, double viewHeight) {
        boolean needsVertical = placement.height() > viewHeight;
        boolean needsHorizontal = placement.width() > viewWidth;
        boolean changed = needsVertical != vertical.isVisible() || needsHorizontal != horizontal.isVisible();
        double width = viewWidth - (needsVertical ? thickness(vertical, true) : 0);
        double height = viewHeight - (needsHorizontal ? thickness(horizontal, false) : 0);
        update(horizontal, needsHorizontal, placement.width(), width);
        update(vertical, needsVertical, placement.height(), height);
        return changed;
    }

    Placement pan(Placement placement) {
        return placement.scrolledBy(
                horizontal.isVisible() ? horizontal.getValue() : 0, vertical.isVisible() ? vertical.getValue() : 0);
    }

    void layout(double viewWidth, double viewHeight) {
        double barWidth = vertical.isVisible() ? thickness(vertical, true) : 0;
        double barHeight = horizontal.isVisible() ? thickness(horizontal, false) : 0;
        horizontal.resizeRelocate(0, viewHeight - barHeight, viewWidth - barWidth, barHeight);
        vertical.resizeRelocate(viewWidth - barWidth, 0, barWidth, viewHeight - barHeight);
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

    private static double thickness(ScrollBar bar, boolean isVertical) {
        return Math.ceil(isVertical ? bar.prefWidth(-1) : bar.prefHeight(-1));
    }
}
