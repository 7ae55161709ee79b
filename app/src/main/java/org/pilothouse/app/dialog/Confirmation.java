package org.pilothouse.app.dialog;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Asks before something is lost. */
public final class Confirmation implements DialogRequest {
    private final Text text;
    private final Dialogs dialogs;
    private final Runnable confirmed;
    private final StringProperty typed = new SimpleStringProperty("");
    private final ObservableValue<Boolean> allowed;

    /** @param confirmed called once, after the dialog has closed */
    public Confirmation(Text text, Dialogs dialogs, Runnable confirmed) {
        this.text = text;
        this.dialogs = dialogs;
        this.confirmed = confirmed;
        String wanted = text.toType();
        this.allowed = wanted == null
                ? new SimpleBooleanProperty(true)
                : Bindings.createBooleanBinding(() -> typed.get().trim().equals(wanted), typed);
    }

    /**
     * What it says.
     *
     * @param title the question, naming the object
     * @param lost what will be gone, one item each
     * @param kept one sentence on what stays, may be empty
     * @param confirm the verb on the button
     * @param toType what has to be typed before the button works, null for nothing
     */
    public record Text(
            String title,
            List<String> lost,
            String kept,
            String confirm,
            @Nullable String toType) {
        public Text {
            lost = List.copyOf(lost);
        }
    }

    public Text text() {
        return text;
    }

    public StringProperty typed() {
        return typed;
    }

    public ObservableValue<Boolean> allowed() {
        return allowed;
    }

    public void confirm() {
        if (allowed.getValue()) {
            dialogs.close(this);
            confirmed.run();
        }
    }

    public void cancel() {
        dialogs.close(this);
    }
}
