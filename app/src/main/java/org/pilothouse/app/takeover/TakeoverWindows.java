package org.pilothouse.app.takeover;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.MapChangeListener;
import javafx.collections.ObservableMap;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.pilothouse.app.theme.ThemeSwitch;

/** The desktops that have a window of their own, at most one each. Used on the JavaFX application thread. */
public final class TakeoverWindows implements AutoCloseable {
    private final ThemeSwitch theme;
    private final ObservableMap<String, TakeoverWindow> open = FXCollections.observableHashMap();

    public TakeoverWindows(ThemeSwitch theme) {
        this.theme = theme;
    }

    boolean isOpen(TakeoverViewModel model) {
        return open.containsKey(model.environmentId());
    }

    /** @param owner only for the place; the window lives on its own */
    void open(TakeoverViewModel model, Window owner, boolean fullScreen) {
        String id = model.environmentId();
        TakeoverWindow window = open.get(id);
        if (window == null) {
            window = new TakeoverWindow(model, theme, owner, () -> open.remove(id));
            open.put(id, window);
        }
        window.open(fullScreen);
    }

    void close(TakeoverViewModel model) {
        TakeoverWindow window = open.get(model.environmentId());
        if (window != null) {
            window.close();
        }
    }

    Subscription observe(Runnable changed) {
        MapChangeListener<String, TakeoverWindow> listener = change -> changed.run();
        open.addListener(listener);
        return () -> open.removeListener(listener);
    }

    @Override
    public void close() {
        List.copyOf(open.values()).forEach(TakeoverWindow::close);
    }
}
