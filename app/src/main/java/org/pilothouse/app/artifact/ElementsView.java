package org.pilothouse.app.artifact;

import atlantafx.base.controls.CustomTextField;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Facts;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.outline.OutlineView;
import org.pilothouse.app.presentation.Sizes;

/** An accessibility tree: a bar to search it, the tree, and everything about the element that is selected. */
public final class ElementsView extends VBox {
    private static final double ROW = 24;
    private static final int LONGEST_FACT = 400;

    private final String id;
    private final ElementsModel model;
    private final Exports exports;
    private final CustomTextField search = new CustomTextField();
    private final Label count = new Label();
    private final VBox details = new VBox();
    private final OutlineView<Element> tree;

    public ElementsView(String id, ElementsModel model, Exports exports) {
        this.id = id;
        this.model = model;
        this.exports = exports;
        setId(id);
        getStyleClass().add("elements");
        tree = new OutlineView<>(id + "/tree", model.outline(), ROW, cell -> new ElementFace(model));
        tree.setAccessibleText("Accessibility tree");
        Label none = new Label("No element matches.");
        none.getStyleClass().add("muted");
        tree.setPlaceholder(none);
        setVgrow(tree, Priority.ALWAYS);
        details.getStyleClass().add("element-details");
        details.setMinHeight(USE_PREF_SIZE);
        details.setId(id + "/details");
        getChildren().addAll(searchRow(), choices(), tree, details);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        tree.requestFocus();
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.bindBidirectional(search.textProperty(), model.text());
        subscriptions.observeAny(this::showCount, model.outline().matches(), model.text(), model.role(), model.state());
        subscriptions.observe(model.selected(), this::showDetails);
    }

    private Node searchRow() {
        search.setId(id + "/search");
        search.setAccessibleText("Search the elements");
        search.setPromptText("Name, role:… or state:…");
        search.setLeft(Icons.of(Feather.SEARCH, "muted-icon"));
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressedInSearch);
        HBox.setHgrow(search, Priority.ALWAYS);
        HBox row = new HBox(
                search,
                PicturePane.icon(
                        id + "/unfold", Feather.CHEVRONS_DOWN, "Unfold everything", model.outline()::unfoldAll),
                PicturePane.icon(id + "/fold", Feather.CHEVRONS_UP, "Fold everything", model.outline()::foldAll));
        row.getStyleClass().add("elements-bar");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node choices() {
        count.getStyleClass().add("muted");
        count.setId(id + "/count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(
                choice(id + "/role", "Any role", model.tree().roles(), model.role()),
                choice(id + "/state", "Any state", model.tree().states(), model.state()),
                gap,
                count);
        row.getStyleClass().addAll("elements-bar", "elements-choices");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static ComboBox<String> choice(String id, String any, List<String> values, StringProperty target) {
        ComboBox<String> box = new ComboBox<>();
        box.setId(id);
        box.setAccessibleText(any);
        box.setPrefWidth(130);
        box.setMinWidth(60);
        box.getItems().add("");
        box.getItems().addAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String value) {
                return value == null || value.isEmpty() ? any : value;
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        Attachment.of(box, subscriptions -> subscriptions.bindBidirectional(box.valueProperty(), target));
        return box;
    }

    private void showCount() {
        int all = model.tree().outline().size();
        String words = model.outline().isFiltered()
                ? model.outline().matches().get() + " of " + all
                : Sizes.count(all, "element");
        count.setText(model.tree().cut() ? words + ", more are left out" : words);
    }

    private void keyPressedInSearch(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            model.nextMatch(event.isShiftDown() ? -1 : 1);
        } else if (event.getCode() == KeyCode.DOWN) {
            event.consume();
            tree.requestFocus();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            if (search.getText().isEmpty()) {
                tree.requestFocus();
            } else {
                model.clearFilter();
            }
        }
    }

    private void showDetails(@Nullable Element element) {
        if (element == null) {
            Label hint = new Label("Select an element, or click one on the picture.");
            hint.getStyleClass().add("muted");
            hint.setWrapText(true);
            details.getChildren().setAll(new StackPane(hint));
            return;
        }
        Facts facts = new Facts();
        facts.add("Role", element.role());
        if (!element.name().isEmpty()) {
            facts.add("Name", Words.cut(element.name(), LONGEST_FACT));
        }
        if (!element.value().isEmpty()) {
            facts.add("Value", Words.cut(element.value(), LONGEST_FACT));
        }
        facts.add("States", element.states().isEmpty() ? "–" : String.join(", ", element.states()));
        facts.add("Bounds", element.isShowing() ? element.bounds().words() : "Not on the screen");
        if (!element.actions().isEmpty()) {
            facts.add("Actions", String.join(", ", element.actions()));
        }
        Button copy = new Button("Copy as selector", Icons.of(Feather.COPY));
        copy.setId(id + "/copy-selector");
        copy.getStyleClass().add("small");
        copy.setTooltip(new Tooltip(SelectorText.of(element)));
        copy.setOnAction(event -> model.selector().ifPresent(exports::copy));
        details.getChildren().setAll(facts, copy);
    }
}
