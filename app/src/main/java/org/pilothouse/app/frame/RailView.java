package org.pilothouse.app.frame;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
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
            getChildren().add(withBadge(place, entry(place, navigator)));
        }
    }

    private static StackPane withBadge(GoAction place, Button entry) {
        Label badge = new Label();
        badge.setId(entry.getId() + "/badge");
        badge.getStyleClass().add("rail-badge");
        badge.setMouseTransparent(true);
        StackPane.setAlignment(badge, Pos.TOP_RIGHT);
        StackPane both = new StackPane(entry, badge);
        Attachment.of(both, subscriptions -> {
            subscriptions.observe(place.offered(), offered -> {
                both.setVisible(offered);
                both.setManaged(offered);
            });
            subscriptions.observe(place.badge(), now -> {
                badge.setText(now.count() > 99 ? "99+" : String.valueOf(now.count()));
                badge.setVisible(now.count() > 0);
                badge.getStyleClass().removeIf(style -> style.startsWith("tone-"));
                badge.getStyleClass().add(now.tone().styleClass());
                String waiting = now.count() == 0 ? "" : ", " + now.count() + " waiting";
                entry.setAccessibleText(place.description().label() + waiting);
            });
        });
        return both;
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
