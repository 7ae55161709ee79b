package org.pilothouse.app.takeover;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Action.Description;
import org.pilothouse.app.action.ScreenAction;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;

/** The picture as a part of the environment's page; where it has a window of its own, the way back. */
public final class LiveView extends StackPane {
    private final TakeoverViewModel model;
    private final Action start;
    private final TakeoverWindows windows;
    private final Action fullScreen;
    private final Action release;
    private final TakeoverPane pane;

    /** @param start starts the environment, offered where it does not run */
    public LiveView(TakeoverViewModel model, Action start, TakeoverWindows windows) {
        this.model = model;
        this.start = start;
        this.windows = windows;
        setId("live");
        getStyleClass().add("live");
        release = new ReleaseControlAction(model);
        fullScreen = new ScreenAction(
                Description.of("takeover/full-screen", "Full screen", "Only the picture", Feather.MAXIMIZE)
                        .on(Shortcut.chord("F11")),
                () -> openWindow(true));
        pane = new TakeoverPane("takeover", model, new TakeoverBar.Places(() -> openWindow(false), fullScreen::run));
        Attachment.of(this, subscriptions -> {
            subscriptions.observe(model.running(), running -> refresh());
            subscriptions.add(windows.observe(this::refresh));
        });
    }

    public List<Action> actions() {
        return List.of(release, fullScreen);
    }

    /** The picture has the keyboard, where it is shown here. */
    public void focusPicture() {
        if (!windows.isOpen(model)) {
            pane.focusViewer();
        }
    }

    private void openWindow(boolean full) {
        windows.open(model, getScene().getWindow(), full);
    }

    private void refresh() {
        if (windows.isOpen(model)) {
            Button back = new Button("Bring it back", Icons.of(Feather.CORNER_DOWN_LEFT));
            back.setId("live/back");
            back.setOnAction(event -> windows.close(model));
            getChildren()
                    .setAll(new EmptyState(
                            Feather.EXTERNAL_LINK,
                            "Shown in its own window",
                            "The desktop of " + model.name().get() + " is in a window of its own.",
                            back));
        } else if (model.running().get()) {
            getChildren().setAll(pane);
        } else {
            Button button = ActionControls.primaryButton(start);
            button.setId("live/start");
            getChildren()
                    .setAll(new EmptyState(
                            Feather.MONITOR,
                            "The desktop does not run",
                            "There is a picture as soon as the environment runs.",
                            button));
        }
    }
}
