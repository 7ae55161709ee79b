package org.pilothouse.rfb.fx.window;

import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Keysym;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.RemoteDesktop;
import org.pilothouse.rfb.fx.ScaleMode;
import org.pilothouse.rfb.fx.VncView;

/** What a person may want to change while looking at a desktop, and how it goes. */
final class ViewerBar extends HBox {
    private static final double GAP = 8;

    ViewerBar(VncView view, RemoteDesktop desktop, Stage stage) {
        super(GAP);
        setPadding(new Insets(GAP / 2));
        setAlignment(Pos.CENTER_LEFT);

        ChoiceBox<ScaleMode> scale = new ChoiceBox<>();
        scale.getItems().setAll(ScaleMode.values());
        scale.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable ScaleMode mode) {
                return mode == null ? "" : scaleText(mode);
            }

            @Override
            public ScaleMode fromString(String text) {
                throw new UnsupportedOperationException("The scale is chosen, not written.");
            }
        });
        scale.valueProperty().bindBidirectional(view.scaleModeProperty());

        ToggleButton viewOnly = new ToggleButton("View only");
        viewOnly.selectedProperty().bindBidirectional(desktop.viewOnlyProperty());

        Button fullScreen = new Button("Full screen");
        fullScreen.setOnAction(event -> stage.setFullScreen(true));

        Label keys = new Label();
        keys.textProperty().bind(view.keyboardCapturedProperty().map(ViewerBar::keyboardText));
        Label figures = new Label();
        figures.textProperty().bind(desktop.statisticsProperty().map(ViewerBar::figures));
        Region space = new Region();
        setHgrow(space, Priority.ALWAYS);

        getChildren().addAll(scale, viewOnly, keyMenu(desktop), fullScreen, space, keys, figures);
        for (javafx.scene.Node child : getChildren()) {
            child.setFocusTraversable(false);
        }
    }

    private static MenuButton keyMenu(RemoteDesktop desktop) {
        MenuButton menu = new MenuButton("Keys");
        menu.getItems()
                .addAll(
                        keys(desktop, "Ctrl+Alt+Del", Keysym.CONTROL_LEFT, Keysym.ALT_LEFT, Keysym.DELETE),
                        keys(desktop, "Alt+Tab", Keysym.ALT_LEFT, Keysym.TAB),
                        keys(desktop, "Alt+F4", Keysym.ALT_LEFT, Keysym.F1 + 3),
                        keys(desktop, "Super", Keysym.SUPER_LEFT),
                        keys(desktop, "Print screen", Keysym.PRINT));
        return menu;
    }

    private static MenuItem keys(RemoteDesktop desktop, String name, int... keysyms) {
        MenuItem item = new MenuItem(name);
        item.setOnAction(event -> desktop.sendKeys(keysyms));
        return item;
    }

    private static String scaleText(ScaleMode mode) {
        return switch (mode) {
            case FIT -> "Fit the window";
            case ACTUAL_SIZE -> "1:1";
            case RESIZE_REMOTE -> "Resize the desktop";
        };
    }

    private static String keyboardText(boolean captured) {
        return captured ? "Keys go to the desktop; Ctrl+Alt+Shift+Esc takes them back" : "";
    }

    private static String figures(Optional<RfbStatistics> statistics) {
        return statistics
                .map(s -> String.format(
                        Locale.ROOT,
                        "%.0f fps  %.1f Mbit/s%s",
                        s.updatesPerSecond(),
                        s.bytesPerSecond() * 8 / 1_000_000,
                        s.roundTrip()
                                .map(rtt -> String.format(Locale.ROOT, "  %.1f ms", rtt.toNanos() / 1e6))
                                .orElse("")))
                .orElse("");
    }
}
