package org.pilothouse.rfb.fx.window;

import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.pilothouse.rfb.fx.ScaleMode;
import org.pilothouse.rfb.fx.VncView;

/** How large the picture is; the button says how it is now. */
final class ScaleMenu extends MenuButton {
    private static final int[] PERCENTS = {25, 50, 75, 125, 150, 200, 300, 400};

    private final VncView view;
    private final ToggleGroup group = new ToggleGroup();

    ScaleMenu(VncView view) {
        this.view = view;
        mode("Fit the window", ScaleMode.FIT);
        mode("1:1", ScaleMode.ACTUAL_SIZE);
        mode("Resize the desktop", ScaleMode.RESIZE_REMOTE);
        getItems().add(new SeparatorMenuItem());
        for (int percent : PERCENTS) {
            zoom(percent);
        }
        view.scaleModeProperty().subscribe(this::refresh);
        view.zoomProperty().subscribe(this::refresh);
        refresh();
    }

    private void refresh() {
        setText(
                switch (view.getScaleMode()) {
                    case FIT -> "Fit";
                    case ACTUAL_SIZE -> "1:1";
                    case RESIZE_REMOTE -> "Resize";
                    case ZOOM -> percent() + " %";
                });
        group.getToggles().forEach(toggle -> toggle.setSelected(chosen().equals(toggle.getUserData())));
    }

    private Object chosen() {
        return view.getScaleMode() == ScaleMode.ZOOM ? (Object) percent() : view.getScaleMode();
    }

    private int percent() {
        return (int) Math.round(view.getZoom() * 100);
    }

    private void mode(String text, ScaleMode mode) {
        add(text, mode, () -> view.setScaleMode(mode));
    }

    private void zoom(int percent) {
        add(percent + " %", percent, () -> {
            view.setZoom(percent / 100.0);
            view.setScaleMode(ScaleMode.ZOOM);
        });
    }

    private void add(String text, Object value, Runnable action) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setUserData(value);
        item.setToggleGroup(group);
        item.setOnAction(event -> action.run());
        getItems().add(item);
    }
}
