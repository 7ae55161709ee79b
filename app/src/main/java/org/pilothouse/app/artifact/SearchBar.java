package org.pilothouse.app.artifact;

import atlantafx.base.controls.CustomTextField;
import java.util.function.IntConsumer;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;

/** A field that searches; Enter goes to the next match, Shift+Enter to the one before. */
final class SearchBar extends HBox {
    /**
     * @param count how much was found, in words
     * @param step told 1 for the next match, -1 for the one before
     * @param tools what stands at the right end
     */
    SearchBar(String id, StringProperty text, ObservableValue<String> count, IntConsumer step, Node... tools) {
        getStyleClass().add("elements-bar");
        setAlignment(Pos.CENTER_LEFT);
        CustomTextField field = new CustomTextField();
        field.setId(id + "/search");
        field.setAccessibleText("Search");
        field.setPromptText("Search");
        field.setLeft(Icons.of(Feather.SEARCH, "muted-icon"));
        field.setPrefWidth(240);
        Label found = new Label();
        found.setId(id + "/count");
        found.getStyleClass().add("muted");
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(field, found, gap);
        getChildren().addAll(tools);
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                step.accept(event.isShiftDown() ? -1 : 1);
            } else if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
                event.consume();
                field.clear();
            }
        });
        Attachment.of(this, subscriptions -> {
            subscriptions.bindBidirectional(field.textProperty(), text);
            subscriptions.bind(found.textProperty(), count);
        });
    }
}
