package org.pilothouse.app.frame;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.KeyHint;

/** The name, the gateway, the search, and what concerns the whole console. */
final class TopBarView extends HBox {
    TopBarView(GatewaySwitcherView gateways, Action palette, Action theme, Action help) {
        setId("top-bar");
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        Region mark = new Region();
        mark.getStyleClass().add("brand-mark");
        Label name = new Label("Pilothouse");
        name.getStyleClass().add("brand-name");
        HBox brand = new HBox(mark, name);
        brand.getStyleClass().add("brand");
        brand.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        brand,
                        gateways,
                        grow(),
                        search(palette),
                        grow(),
                        ActionControls.iconButton(theme),
                        ActionControls.iconButton(help));
    }

    /** A button that looks like the field that it opens. */
    private static Button search(Action palette) {
        Label words = new Label(palette.description().label());
        words.getStyleClass().add("search-words");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox face = new HBox(Icons.of(Feather.SEARCH, "muted-icon"), words, gap, new KeyHint("Ctrl+K"));
        face.getStyleClass().add("search-face");
        face.setAlignment(Pos.CENTER_LEFT);
        Button search = new Button(null, face);
        search.setId(palette.id());
        search.getStyleClass().add("search-button");
        search.setAccessibleText(palette.description().label());
        search.setOnAction(event -> palette.run());
        face.prefWidthProperty().bind(search.widthProperty().subtract(20));
        return search;
    }

    private static Region grow() {
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        return gap;
    }
}
