package org.pilothouse.app.frame;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.navigation.GoAction;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;

/** The places of the console. */
final class RailView extends VBox {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    RailView(List<GoAction> places, Navigator navigator) {
        setId("rail");
        getStyleClass().add("rail");
        for (GoAction place : places) {
            if (place.place() instanceof Place.Settings) {
                Region gap = new Region();
                setVgrow(gap, Priority.ALWAYS);
                getChildren().add(gap);
            }
            getChildren().add(entry(place, navigator));
        }
    }

    private static Button entry(GoAction place, Navigator navigator) {
        Button entry = new Button(place.name(), Icons.of(place.description().icon()));
        entry.setId("rail/" + place.id());
        entry.getStyleClass().add("rail-entry");
        entry.setContentDisplay(ContentDisplay.TOP);
        entry.setMaxWidth(Double.MAX_VALUE);
        entry.setAccessibleText(place.description().label());
        entry.setTooltip(new Tooltip(ActionControls.hint(place)));
        entry.setOnAction(event -> place.run());
        Attachment.of(
                entry,
                subscriptions -> subscriptions.observe(
                        navigator.current(),
                        current -> entry.pseudoClassStateChanged(CHOSEN, current.isWithin(place.place()))));
        return entry;
    }
}
