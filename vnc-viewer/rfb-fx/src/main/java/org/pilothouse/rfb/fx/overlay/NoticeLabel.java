package org.pilothouse.rfb.fx.overlay;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;

/** A line over the picture that says why it does not move. */
public final class NoticeLabel extends StackPane {
    private static final double RADIUS = 6;
    /** Longer lines are hard to read. */
    private static final double WIDEST = 560;

    private final Label label = new Label();

    public NoticeLabel() {
        setManaged(false);
        setMouseTransparent(true);
        setAlignment(Pos.CENTER);
        setPadding(new Insets(12));
        label.getStyleClass().add("vnc-notice");
        label.setWrapText(true);
        label.setMaxWidth(WIDEST);
        label.setPadding(new Insets(8, 14, 8, 14));
        label.setTextFill(Color.WHITE);
        label.setBackground(
                new Background(new BackgroundFill(Color.rgb(20, 20, 20, 0.85), new CornerRadii(RADIUS), Insets.EMPTY)));
        getChildren().add(label);
        setVisible(false);
    }

    public void show(boolean visible, String text) {
        label.setText(text);
        setVisible(visible);
    }
}
