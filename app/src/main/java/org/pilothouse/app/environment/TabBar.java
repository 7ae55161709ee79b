package org.pilothouse.app.environment;

import java.util.Locale;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import org.pilothouse.app.navigation.Place;

/** The names of the page's parts, the one that is shown underlined. */
final class TabBar extends HBox {
    TabBar(EnvironmentViewModel model) {
        getStyleClass().add("tab-bar");
        for (Place.Tab tab : Place.Tab.values()) {
            ToggleButton button = new ToggleButton(name(tab));
            button.setId("environment/tab/" + tab.name().toLowerCase(Locale.ROOT));
            button.setUserData(tab);
            button.getStyleClass().add("tab-button");
            button.setOnAction(event -> {
                button.setSelected(true);
                model.show(tab);
            });
            getChildren().add(button);
        }
    }

    void choose(Place.Tab tab) {
        getChildren().forEach(each -> {
            if (each instanceof ToggleButton button) {
                button.setSelected(button.getUserData() == tab);
            }
        });
    }

    private static String name(Place.Tab tab) {
        return switch (tab) {
            case OVERVIEW -> "Overview";
            case LIVE -> "Live";
            case LOGS -> "Logs";
        };
    }
}
