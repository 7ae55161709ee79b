package org.pilothouse.rfb.fx.overlay;

import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.animation.SequentialTransition;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeType;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.fx.picture.Placement;

/**
 * Where somebody else has the remote pointer: an arrow in a colour that no system uses for its own, with a name beside it. It fades away
 * when the other one rests.
 */
public final class GhostPointer extends Group {
    private static final Color COLOUR = Color.web("#d9480f");
    /** An arrow whose tip is at 0,0; logical pixels. */
    private static final String ARROW = "M0,0 L0,15.5 L3.6,12.2 L6.2,18.2 L8.9,17 L6.3,11.1 L11.3,11.1 Z";

    private static final double NAME_X = 13;
    private static final double NAME_Y = 14;
    private static final double FONT_SIZE = 11;
    private static final Duration REST = Duration.seconds(3);
    private static final Duration FADE = Duration.seconds(1);
    private static final double OPACITY = 0.92;

    private final Label name = new Label();
    private final SequentialTransition leaving;
    private @Nullable Point2D remote;

    public GhostPointer() {
        setManaged(false);
        setMouseTransparent(true);
        setAutoSizeChildren(true);
        getStyleClass().add("vnc-ghost");
        SVGPath arrow = new SVGPath();
        arrow.setContent(ARROW);
        arrow.setFill(COLOUR);
        arrow.setStroke(Color.WHITE);
        arrow.setStrokeType(StrokeType.OUTSIDE);
        arrow.setStrokeWidth(1.2);
        name.getStyleClass().add("vnc-ghost-name");
        name.setTextFill(Color.WHITE);
        name.setStyle("-fx-font-size: " + FONT_SIZE + "px;");
        name.setPadding(new Insets(1, 6, 2, 6));
        name.setBackground(new Background(new BackgroundFill(COLOUR, new CornerRadii(8), Insets.EMPTY)));
        name.setLayoutX(NAME_X);
        name.setLayoutY(NAME_Y);
        getChildren().addAll(arrow, name);
        setVisible(false);
        FadeTransition fade = new FadeTransition(FADE, this);
        fade.setFromValue(OPACITY);
        fade.setToValue(0);
        leaving = new SequentialTransition(new PauseTransition(REST), fade);
        leaving.setOnFinished(event -> hide());
    }

    /** Appears at a place of the remote desktop, with a name; an empty one is not shown. */
    public void appear(int remoteX, int remoteY, String who) {
        leaving.stop();
        remote = new Point2D(remoteX, remoteY);
        name.setText(who);
        name.setVisible(!who.isEmpty());
        setOpacity(OPACITY);
        setVisible(true);
        leaving.playFromStart();
    }

    /** Gone at once. */
    public void hide() {
        leaving.stop();
        remote = null;
        setVisible(false);
    }

    /** Moves with the picture. */
    public void place(Placement placement) {
        Point2D at = remote;
        if (at != null) {
            setLayoutX(placement.viewX(at.getX() + 0.5));
            setLayoutY(placement.viewY(at.getY() + 0.5));
        }
    }
}
