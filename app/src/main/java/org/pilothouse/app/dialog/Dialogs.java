package org.pilothouse.app.dialog;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The one dialog that may be open. Used on the UI thread alone. */
public final class Dialogs {
    private final ReadOnlyObjectWrapper<@Nullable DialogRequest> current = new ReadOnlyObjectWrapper<>();

    public ReadOnlyObjectProperty<@Nullable DialogRequest> current() {
        return current.getReadOnlyProperty();
    }

    public boolean isOpen() {
        return current.get() != null;
    }

    /** Opens it in place of what is open. */
    public void open(DialogRequest request) {
        DialogRequest before = current.get();
        current.set(request);
        if (before != null) {
            before.closed();
        }
    }

    /** Closes this one, where it is still the one that is open. */
    public void close(DialogRequest request) {
        if (current.get() == request) {
            current.set(null);
            request.closed();
        }
    }
}
