package org.pilothouse.app.fleet;

import atlantafx.base.controls.CustomTextField;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.KeyHint;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;

/** The typed filter, the chips, and the age of what is shown. */
final class FleetFilterBar extends HBox {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final FleetViewModel model;
    private final CustomTextField field = new CustomTextField();
    private final Label hint = new Label();
    private final Runnable leave;

    /** @param leave gives the focus back to the table */
    FleetFilterBar(FleetViewModel model, Runnable leave) {
        this.model = model;
        this.leave = leave;
        getStyleClass().add("filter-bar");
        setAlignment(Pos.CENTER_LEFT);
        field.setId("fleet/filter");
        field.setPromptText("Filter: words, status:running, !host:a");
        field.setLeft(Icons.of(Feather.SEARCH, "muted-icon"));
        field.setRight(new KeyHint("/"));
        field.setAccessibleText("Filter environments");
        field.setPrefWidth(340);
        field.setMinWidth(160);
        field.setTooltip(new Tooltip("All words have to match. Narrow one down with a key: "
                + String.join(", ", FleetFilter.keys()) + ". Exclude with !"));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        hint.setId("fleet/filter/hint");
        hint.getStyleClass().add("filter-hint");
        HBox chips = new HBox();
        chips.getStyleClass().add("chips");
        chips.setAlignment(Pos.CENTER_LEFT);
        for (Quick quick : Quick.values()) {
            chips.getChildren().add(chip(quick));
        }
        chips.setMinWidth(USE_PREF_SIZE);
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        AgeLabel age = new AgeLabel(model.now(), "Updated ");
        age.setId("fleet/age");
        age.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(field, chips, hint, gap, age);
        Attachment.of(this, subscriptions -> attach(subscriptions, age));
    }

    TextField field() {
        return field;
    }

    private void attach(Subscriptions subscriptions, AgeLabel age) {
        subscriptions.bindBidirectional(field.textProperty(), model.filterText());
        subscriptions.observe(
                model.filter(),
                filter -> hint.setText(filter.unknownKey()
                        .map(key -> "There is no “" + key + ":”; searching for it as a word")
                        .orElse("")));
        subscriptions.observe(model.freshness(), freshness -> age.show(freshness.updatedAt()));
    }

    private ToggleButton chip(Quick quick) {
        Label count = new Label();
        count.getStyleClass().add("chip-count");
        ToggleButton chip = new ToggleButton(quick.label(), count);
        chip.setId("fleet/chip/" + quick.name().toLowerCase(Locale.ROOT));
        chip.getStyleClass().add("chip");
        if (quick == Quick.FAULTS) {
            chip.getStyleClass().add("chip-faults");
        }
        chip.setContentDisplay(ContentDisplay.RIGHT);
        chip.setOnAction(event -> model.quick().set(model.quick().get() == quick ? Quick.ALL : quick));
        Attachment.of(chip, subscriptions -> {
            subscriptions.observe(model.quick(), chosen -> {
                chip.setSelected(chosen == quick);
                chip.pseudoClassStateChanged(CHOSEN, chosen == quick);
            });
            subscriptions.observe(model.counts(), counts -> showCount(chip, count, quick, counts));
        });
        return chip;
    }

    private static void showCount(ToggleButton chip, Label label, Quick quick, Map<Quick, Integer> counts) {
        int count = counts.getOrDefault(quick, 0);
        label.setText(String.valueOf(count));
        chip.pseudoClassStateChanged(PseudoClass.getPseudoClass("some"), count > 0);
        chip.setAccessibleText(quick.label() + ", " + count);
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            if (field.getText().isEmpty()) {
                leave.run();
            } else {
                model.filterText().set("");
            }
        } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN) {
            event.consume();
            leave.run();
        }
    }
}
