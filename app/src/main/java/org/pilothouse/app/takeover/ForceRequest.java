package org.pilothouse.app.takeover;

import java.util.function.Consumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.pilothouse.app.dialog.DialogRequest;
import org.pilothouse.app.dialog.Dialogs;

/** Somebody else has control: whether to take it from them, and why. */
public final class ForceRequest implements DialogRequest {
    /** What a gateway takes. */
    private static final int MOST = 500;

    private final String held;
    private final Dialogs dialogs;
    private final Consumer<String> forced;
    private final StringProperty reason = new SimpleStringProperty("");
    private final ObservableValue<Boolean> allowed =
            reason.map(text -> !text.isBlank() && text.strip().length() <= MOST);

    /**
     * @param held says who has control, since when
     * @param forced called with the reason, after the dialog has closed
     */
    ForceRequest(String held, Dialogs dialogs, Consumer<String> forced) {
        this.held = held;
        this.dialogs = dialogs;
        this.forced = forced;
    }

    public String held() {
        return held;
    }

    public StringProperty reason() {
        return reason;
    }

    public ObservableValue<Boolean> allowed() {
        return allowed;
    }

    public void force() {
        if (allowed.getValue()) {
            dialogs.close(this);
            forced.accept(reason.get().strip());
        }
    }

    public void cancel() {
        dialogs.close(this);
    }
}
