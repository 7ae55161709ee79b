package org.pilothouse.app.command;

import java.util.List;
import javafx.beans.Observable;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;

/** The environments that actions would act on: a selection, or the one on the page. */
public final class Targets {
    private final ObservableList<LiveItem<Environment>> items =
            FXCollections.observableArrayList(item -> new Observable[] {item.value()});
    private final ObservableList<LiveItem<Environment>> readOnly = FXCollections.unmodifiableObservableList(items);

    /** Fires updates when one of them changes. */
    public ObservableList<LiveItem<Environment>> items() {
        return readOnly;
    }

    public void set(List<LiveItem<Environment>> next) {
        if (!items.equals(next)) {
            items.setAll(next);
        }
    }
}
