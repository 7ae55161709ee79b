package org.pilothouse.app.form;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** One text that is entered. An error goes away as soon as the text changes. */
public final class FormField {
    private final StringProperty text;
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");

    public FormField(String initial) {
        text = new SimpleStringProperty(initial);
        text.subscribe((before, now) -> error.set(""));
    }

    public StringProperty text() {
        return text;
    }

    public String trimmed() {
        String value = text.get();
        return value == null ? "" : value.strip();
    }

    /** One sentence, empty where all is well. */
    public ReadOnlyStringProperty error() {
        return error.getReadOnlyProperty();
    }

    public boolean hasError() {
        return !error.get().isEmpty();
    }

    public void reject(String sentence) {
        error.set(sentence);
    }

    public void accept() {
        error.set("");
    }
}
