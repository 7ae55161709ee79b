package org.pilothouse.rfb.fx.window;

import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.DesktopStatus;
import org.pilothouse.rfb.fx.RemoteDesktop;
import org.pilothouse.rfb.fx.VncView;

/** Where keys go, and how fast the picture comes. */
final class StatusStrip extends HBox {
    StatusStrip(VncView view, RemoteDesktop desktop) {
        super(12);
        setPadding(new Insets(3, 8, 3, 8));
        setAlignment(Pos.CENTER_LEFT);
        Label keys = new Label();
        Label figures = new Label();
        Runnable tell = () -> {
            boolean connected = desktop.getStatus() == DesktopStatus.CONNECTED;
            keys.setText(connected ? keys(view.isKeyboardCaptured(), desktop.isViewOnly()) : "");
            figures.setText(connected ? figures(desktop.getStatistics()) : "");
        };
        view.keyboardCapturedProperty().subscribe(tell);
        desktop.viewOnlyProperty().subscribe(tell);
        desktop.statusProperty().subscribe(tell);
        desktop.statisticsProperty().subscribe(tell);
        figures.setMinWidth(USE_PREF_SIZE);
        Region space = new Region();
        setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(keys, space, figures);
    }

    private static String keys(boolean captured, boolean viewOnly) {
        if (viewOnly) {
            return "You only look on: keys and pointer stay here.";
        }
        return captured
                ? "Keys go to the desktop. Ctrl+Alt+Shift+Esc takes them back."
                : "Click into the picture to type there.";
    }

    private static String figures(Optional<RfbStatistics> statistics) {
        return statistics
                .map(s -> String.format(
                        Locale.ROOT,
                        "%.0f fps   %.1f Mbit/s%s",
                        s.updatesPerSecond(),
                        s.bytesPerSecond() * 8 / 1_000_000,
                        s.roundTrip()
                                .map(rtt -> String.format(Locale.ROOT, "   %.1f ms", rtt.toNanos() / 1e6))
                                .orElse("")))
                .orElse("");
    }
}
