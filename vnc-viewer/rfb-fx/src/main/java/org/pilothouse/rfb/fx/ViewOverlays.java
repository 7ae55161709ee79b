package org.pilothouse.rfb.fx;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.effect.ColorAdjust;
import javafx.scene.layout.Pane;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.overlay.BellFlash;
import org.pilothouse.rfb.fx.overlay.GhostPointer;
import org.pilothouse.rfb.fx.overlay.NoticeLabel;
import org.pilothouse.rfb.fx.overlay.RegionSelector;
import org.pilothouse.rfb.fx.overlay.StatisticsPanel;
import org.pilothouse.rfb.fx.picture.Placement;

/** Everything that a view draws over its picture. */
final class ViewOverlays {
    /** Opacity of a picture that is old. */
    private static final double DIMMED = 0.45;

    private final NoticeLabel notice = new NoticeLabel();
    private final GhostPointer ghost = new GhostPointer();
    private final BellFlash flash = new BellFlash();
    private final StatisticsPanel statistics = new StatisticsPanel();
    /** Holds the region selector while there is one. */
    private final Pane front = new Pane();

    private final StringProperty ghostName = new SimpleStringProperty(this, "ghostName", "someone else");

    private final BooleanProperty statisticsShown = new SimpleBooleanProperty(this, "statisticsShown");

    ViewOverlays() {
        front.setManaged(false);
        front.setPickOnBounds(false);
    }

    List<Node> nodes() {
        return List.of(ghost, notice, statistics, flash, front);
    }

    /** Whether figures are shown over the picture. */
    BooleanProperty statisticsShown() {
        return statisticsShown;
    }

    /** There are new figures, or they are shown from now on. */
    void showStatistics(Optional<RfbStatistics> now, Optional<Placement> placement) {
        statistics.setVisible(statisticsShown.get());
        if (statisticsShown.get()) {
            statistics.show(now, placement);
        }
    }

    StringProperty ghostName() {
        return ghostName;
    }

    /** A picture that does not follow the desktop is grey, and says why. */
    void showStatus(Node picture, DesktopStatus status, String text) {
        boolean old = status != DesktopStatus.CONNECTED;
        notice.show(old, text);
        picture.setOpacity(old ? DIMMED : 1);
        picture.setEffect(old ? new ColorAdjust(0, -1, 0, 0) : null);
        if (old) {
            ghost.hide();
        }
    }

    void pointerMoved(int x, int y, String who) {
        ghost.appear(x, y, who.isEmpty() ? ghostName.get() : who);
    }

    void bell() {
        flash.ring();
    }

    /** The picture lies so. */
    void place(Placement placement) {
        ghost.place(placement);
    }

    /** Lets a person drag a region; instead of an earlier one. */
    void select(Node focusAfterwards, Placement placement, Consumer<Rectangle2D> chosen) {
        front.getChildren().setAll(new RegionSelector(placement, region -> {
            front.getChildren().clear();
            focusAfterwards.requestFocus();
            region.ifPresent(chosen);
        }));
        Node selector = front.getChildren().getFirst();
        layoutSelector(selector);
        selector.requestFocus();
    }

    void layout(double width, double height) {
        notice.resizeRelocate(0, 0, width, height);
        statistics.place(width, height);
        flash.resizeRelocate(0, 0, width, height);
        front.resizeRelocate(0, 0, width, height);
        front.getChildren().forEach(this::layoutSelector);
    }

    private void layoutSelector(Node selector) {
        selector.resizeRelocate(0, 0, front.getWidth(), front.getHeight());
    }

    /** The view is not shown any more. */
    void clear() {
        ghost.hide();
        front.getChildren().clear();
    }
}
