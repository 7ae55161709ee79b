package org.pilothouse.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.pilothouse.app.config.ConsoleSettings.ThemeChoice;

/** Applies a {@link ThemeModel} to every scene, live. */
public final class ThemeSwitch {
    private static final double BASE_FONT_PX = 13;
    private static final Pattern EM = Pattern.compile("([0-9][0-9.]*)em\\b");

    private final ThemeModel model;
    private final String iconSizes = iconSizes();
    private final Typefaces typefaces = Typefaces.ofThisMachine();
    private final List<Scene> scenes = new ArrayList<>();

    public ThemeSwitch(ThemeModel model) {
        this.model = model;
        model.choice().subscribe(choice -> applyColours());
        Platform.getPreferences().colorSchemeProperty().subscribe((before, now) -> applyColours());
        model.fontScale().subscribe((before, now) -> scenes.forEach(this::applySheets));
    }

    /** Styles a scene until {@link #release}. */
    public void style(Scene scene) {
        scenes.add(scene);
        applySheets(scene);
    }

    public void release(Scene scene) {
        scenes.remove(scene);
    }

    public boolean isDark() {
        return switch (model.choice().get()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    /** The font size of body text, in px, at the chosen scale. */
    public double fontSize() {
        return BASE_FONT_PX * model.fontScale().get() / 100;
    }

    private void applyColours() {
        ThemeChoice choice = model.choice().get();
        if (choice != null) {
            Application.setUserAgentStylesheet(
                    isDark() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        }
    }

    private void applySheets(Scene scene) {
        scene.getStylesheets()
                .setAll(
                        resource("console.css").toExternalForm(),
                        resource("screens.css").toExternalForm(),
                        resource("work.css").toExternalForm(),
                        sized());
    }

    /** A style sheet rather than an inline style, since popups take over the sheets of their scene only. */
    private String sized() {
        String fonts = ".root { -fx-font-family: \"%s\"; -fx-font-size: %.2fpx; } .mono { -fx-font-family: \"%s\"; }\n"
                .formatted(typefaces.text(), fontSize(), typefaces.mono());
        String icons =
                EM.matcher(iconSizes).replaceAll(em -> Math.round(Double.parseDouble(em.group(1)) * fontSize()) + "px");
        byte[] css = (fonts + icons).getBytes(StandardCharsets.UTF_8);
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css);
    }

    private static String iconSizes() {
        try (InputStream in = resource("icons.css").openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the console's own style sheet could not be read", e);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(ThemeSwitch.class.getResource(name));
    }
}
