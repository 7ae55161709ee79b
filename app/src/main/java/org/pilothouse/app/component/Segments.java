package org.pilothouse.app.component;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.pilothouse.app.lifecycle.Attachment;

/** A few alternatives side by side, exactly one of them chosen. */
public final class Segments<T> extends HBox {
    private final List<Option<T>> options;
    private final Consumer<T> choose;

    /**
     * One alternative.
     *
     * @param id of its button
     * @param hint for the tooltip, may be empty
     */
    public record Option<T>(
            String id, T value, String text, @Nullable Ikon icon, String hint) {
        public Option(String id, T value, String text) {
            this(id, value, text, null, "");
        }
    }

    /** @param choose told when another one is pressed; the buttons follow {@code chosen} alone */
    public Segments(List<Option<T>> options, ObservableValue<T> chosen, Consumer<T> choose) {
        this.options = List.copyOf(options);
        this.choose = choose;
        getStyleClass().add("segments");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMinWidth(USE_PREF_SIZE);
        this.options.forEach(option -> getChildren().add(button(option)));
        Attachment.of(this, subscriptions -> subscriptions.observe(chosen, this::show));
        show(chosen.getValue());
    }

    private ToggleButton button(Option<T> option) {
        ToggleButton button = new ToggleButton(option.text(), option.icon() == null ? null : Icons.of(option.icon()));
        button.setId(option.id());
        button.setMnemonicParsing(false);
        button.getStyleClass().add(pill(option));
        button.setMinWidth(USE_PREF_SIZE);
        if (!option.hint().isEmpty()) {
            button.setTooltip(new Tooltip(option.hint()));
        }
        button.setOnAction(event -> {
            // Pressed again, a toggle would go off, and then none were chosen.
            button.setSelected(true);
            choose.accept(option.value());
        });
        return button;
    }

    private String pill(Option<T> option) {
        if (option.equals(options.getFirst())) {
            return Styles.LEFT_PILL;
        }
        return option.equals(options.getLast()) ? Styles.RIGHT_PILL : Styles.CENTER_PILL;
    }

    private void show(T chosen) {
        for (int i = 0; i < options.size(); i++) {
            if (getChildren().get(i) instanceof ToggleButton button) {
                button.setSelected(Objects.equals(options.get(i).value(), chosen));
            }
        }
    }
}
