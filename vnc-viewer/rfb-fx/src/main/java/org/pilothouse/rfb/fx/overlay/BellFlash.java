package org.pilothouse.rfb.fx.overlay;

import javafx.animation.FadeTransition;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.util.Duration;

/** The remote bell, to be seen: a frame that lights up. One that rings without end keeps it lit and costs no more. */
public final class BellFlash extends Region {
    private static final Color COLOUR = Color.web("#ffd43b");
    private static final double WIDTH = 4;

    private final FadeTransition fade = new FadeTransition(Duration.millis(500), this);

    public BellFlash() {
        setManaged(false);
        setMouseTransparent(true);
        getStyleClass().add("vnc-bell");
        setBorder(new Border(
                new BorderStroke(COLOUR, BorderStrokeStyle.SOLID, CornerRadii.EMPTY, new BorderWidths(WIDTH))));
        setVisible(false);
        fade.setFromValue(1);
        fade.setToValue(0);
        fade.setOnFinished(event -> setVisible(false));
    }

    public void ring() {
        setVisible(true);
        fade.playFromStart();
    }
}
