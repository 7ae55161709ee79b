package org.pilothouse.app.approval;

import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.Tone;

/** What is left of the time as a ring that closes to nothing, clockwise from the top. */
final class CountdownRing extends StackPane {
    private final Arc arc;
    private @Nullable Countdown shown;

    /** @param radius px */
    CountdownRing(double radius) {
        getStyleClass().add("countdown");
        setAlignment(Pos.CENTER);
        Circle track = new Circle(radius);
        track.getStyleClass().add("countdown-track");
        arc = new Arc(0, 0, radius, radius, 90, 360);
        arc.setType(ArcType.OPEN);
        arc.getStyleClass().add("countdown-arc");
        // An arc's own bounds change with its length; it must stay around the middle of the track.
        arc.setManaged(false);
        double middle = radius + 2;
        arc.setLayoutX(middle);
        arc.setLayoutY(middle);
        track.setManaged(false);
        track.setLayoutX(middle);
        track.setLayoutY(middle);
        setMinSize(2 * middle, 2 * middle);
        setPrefSize(2 * middle, 2 * middle);
        setMaxSize(2 * middle, 2 * middle);
        getChildren().addAll(track, arc);
    }

    void show(Countdown countdown) {
        if (Objects.equals(shown, countdown)) {
            return;
        }
        shown = countdown;
        arc.setLength(360 * countdown.share());
        for (Tone tone : Tone.values()) {
            getStyleClass().remove(tone.styleClass());
        }
        getStyleClass().add(countdown.tone().styleClass());
    }
}
