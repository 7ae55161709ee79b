package org.pilothouse.rfb.fx.overlay;

import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.util.Duration;

/**
 * The remote bell, to be seen: a frame that lights up and goes out in a few steps, since each repaints the whole view. One that rings
 * without end keeps it lit and costs no more.
 */
public final class BellFlash extends Region {
    private static final Color COLOUR = Color.web("#ffd43b");
    private static final double WIDTH = 4;

    private final Timeline fade = new Timeline(
            at(0, 1), at(250, 0.6), at(375, 0.3), new KeyFrame(Duration.millis(500), event -> setVisible(false)));

    public BellFlash() {
        setManaged(false);
        setMouseTransparent(true);
        getStyleClass().add("vnc-bell");
        setBorder(new Border(
                new BorderStroke(COLOUR, BorderStrokeStyle.SOLID, CornerRadii.EMPTY, new BorderWidths(WIDTH))));
        setVisible(false);
    }

    public void ring() {
        setVisible(true);
        fade.playFromStart();
    }

    private KeyFrame at(double millis, double opacity) {
        return new KeyFrame(Duration.millis(millis), event -> setOpacity(opacity));
    }
}
