package org.pilothouse.app.action;

import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/** One thing that the operator can do. Used on the UI thread alone. */
public abstract class Action {
    private final Description description;
    private final ReadOnlyStringWrapper label;
    private final ReadOnlyBooleanWrapper enabled = new ReadOnlyBooleanWrapper(true);

    protected Action(Description description) {
        this.description = description;
        this.label = new ReadOnlyStringWrapper(description.label());
    }

    /**
     * What is fixed about an action.
     *
     * @param id stable and unique, such as {@code environment/start}
     * @param label a verb and, where it needs one, an object
     * @param hint one sentence for tooltips and the palette
     * @param dangerous whether something is lost; such actions look like it and ask first
     */
    public record Description(
            String id,
            String label,
            String hint,
            Ikon icon,
            @Nullable Shortcut shortcut,
            boolean dangerous) {
        public static Description of(String id, String label, String hint, Ikon icon) {
            return new Description(id, label, hint, icon, null, false);
        }

        public Description on(Shortcut shortcut) {
            return new Description(id, label, hint, icon, shortcut, dangerous);
        }

        public Description dangerously() {
            return new Description(id, label, hint, icon, shortcut, true);
        }
    }

    public final Description description() {
        return description;
    }

    public final String id() {
        return description.id();
    }

    /** Changes where the action says what it would act on. */
    public final ObservableValue<String> label() {
        return label.getReadOnlyProperty();
    }

    public final ObservableValue<Boolean> enabled() {
        return enabled.getReadOnlyProperty();
    }

    public final boolean isEnabled() {
        return enabled.get();
    }

    /** Does it, where it is enabled. */
    public final void run() {
        if (enabled.get()) {
            perform();
        }
    }

    protected abstract void perform();

    protected final void enableWhile(ObservableValue<Boolean> condition) {
        enabled.bind(condition);
    }

    protected final void setEnabled(boolean value) {
        enabled.set(value);
    }

    protected final void setLabel(String value) {
        label.set(value);
    }
}
