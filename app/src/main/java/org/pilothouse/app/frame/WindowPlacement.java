package org.pilothouse.app.frame;

import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.config.ConsoleSettings.Window;
import org.pilothouse.app.config.SettingsStore;

/**
 * Where the main window opens. Position and size are always set before it is shown: a window manager left to itself
 * sometimes puts the first window of JavaFX 26 with its title bar off the screen.
 */
public final class WindowPlacement {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final double LEAST_WIDTH = 900;
    private static final double LEAST_HEIGHT = 560;
    /** So much of the title bar must be on a screen for a window to be moved. */
    private static final double GRIP = 80;

    private final SettingsStore settings;

    public WindowPlacement(SettingsStore settings) {
        this.settings = settings;
    }

    /** Call before {@code show}. */
    public void restore(Stage stage) {
        List<Rectangle2D> screens =
                Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        Window remembered = settings.get().window();
        Rectangle2D place = place(remembered, screens);
        stage.setMinWidth(Math.min(LEAST_WIDTH, place.getWidth()));
        stage.setMinHeight(Math.min(LEAST_HEIGHT, place.getHeight()));
        stage.setX(place.getMinX());
        stage.setY(place.getMinY());
        stage.setWidth(place.getWidth());
        stage.setHeight(place.getHeight());
        stage.setMaximized(remembered != null && remembered.maximized());
    }

    public void remember(Stage stage) {
        Window before = settings.get().window();
        Window now = stage.isMaximized() && before != null
                ? new Window(before.x(), before.y(), before.width(), before.height(), true)
                : new Window(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
        settings.update(all -> all.withWindow(now));
    }

    /**
     * The remembered place where it can be seen and reached, else the middle of the first screen.
     *
     * @param screens visible bounds, the primary first
     */
    static Rectangle2D place(@Nullable Window remembered, List<Rectangle2D> screens) {
        Rectangle2D primary = screens.getFirst();
        if (remembered != null && remembered.width() >= GRIP && remembered.height() >= GRIP) {
            for (Rectangle2D screen : screens) {
                boolean reachable = remembered.x() + remembered.width() - GRIP >= screen.getMinX()
                        && remembered.x() + GRIP <= screen.getMaxX()
                        && remembered.y() >= screen.getMinY()
                        && remembered.y() + GRIP / 2 <= screen.getMaxY();
                if (reachable) {
                    return new Rectangle2D(
                            remembered.x(),
                            remembered.y(),
                            Math.min(remembered.width(), screen.getWidth()),
                            Math.min(remembered.height(), screen.getHeight()));
                }
            }
        }
        double width = Math.min(WIDTH, primary.getWidth());
        double height = Math.min(HEIGHT, primary.getHeight());
        return new Rectangle2D(
                primary.getMinX() + (primary.getWidth() - width) / 2,
                primary.getMinY() + (primary.getHeight() - height) / 2,
                width,
                height);
    }
}
