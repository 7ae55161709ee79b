package org.pilothouse.app.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the console remembers; holds no secret.
 *
 * @param gateways the remote ones
 * @param chosenGateway id of the one in use, {@code local} for the embedded one
 * @param window null before the first start
 */
public record ConsoleSettings(
        List<Gateway> gateways,
        @Nullable String chosenGateway,
        Appearance appearance,
        Alerts alerts,
        @Nullable Window window) {
    public static final ConsoleSettings DEFAULT =
            new ConsoleSettings(List.of(), null, Appearance.DEFAULT, Alerts.DEFAULT, null);

    @SuppressWarnings({"NullAway", "ConstantValue"}) // a record read by Jackson holds null where a member is missing
    public ConsoleSettings {
        gateways = gateways == null ? List.of() : List.copyOf(gateways);
        appearance = appearance == null ? Appearance.DEFAULT : appearance;
        alerts = alerts == null ? Alerts.DEFAULT : alerts;
    }

    /** A remote gateway; its token is in the {@link SecretStore} under {@code gateway-token/<id>}. */
    public record Gateway(String id, String name, URI url) {
        public String tokenName() {
            return "gateway-token/" + id;
        }
    }

    /** @param fontScale percent, 80 to 150 */
    public record Appearance(ThemeChoice theme, int fontScale) {
        public static final int SMALLEST = 80;
        public static final int LARGEST = 150;
        public static final Appearance DEFAULT = new Appearance(ThemeChoice.SYSTEM, 100);

        @SuppressWarnings({"NullAway", "ConstantValue"}) // see above
        public Appearance {
            theme = theme == null ? ThemeChoice.SYSTEM : theme;
            fontScale = fontScale == 0 ? 100 : Math.clamp(fontScale, SMALLEST, LARGEST);
        }
    }

    /** @param sound whether a new approval is heard */
    public record Alerts(boolean sound) {
        public static final Alerts DEFAULT = new Alerts(true);
    }

    /** Which colours. */
    public enum ThemeChoice {
        SYSTEM,
        LIGHT,
        DARK
    }

    /** Position and size of the main window, in px of the virtual screen. */
    public record Window(double x, double y, double width, double height, boolean maximized) {}

    public ConsoleSettings withGateways(List<Gateway> changed) {
        return new ConsoleSettings(changed, chosenGateway, appearance, alerts, window);
    }

    public ConsoleSettings withChosenGateway(String id) {
        return new ConsoleSettings(gateways, id, appearance, alerts, window);
    }

    public ConsoleSettings withAppearance(Appearance changed) {
        return new ConsoleSettings(gateways, chosenGateway, changed, alerts, window);
    }

    public ConsoleSettings withAlerts(Alerts changed) {
        return new ConsoleSettings(gateways, chosenGateway, appearance, changed, window);
    }

    public ConsoleSettings withWindow(Window changed) {
        return new ConsoleSettings(gateways, chosenGateway, appearance, alerts, changed);
    }
}
