package org.pilothouse.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.ConsoleSetup.NamedGateway;
import org.pilothouse.app.LaunchOptions.BadOptionsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the console as JavaFX sees it. Public for JavaFX alone; start {@link Launcher}. */
public final class ConsoleApplication extends Application {
    private static final Logger log = LoggerFactory.getLogger(ConsoleApplication.class);

    private @Nullable ConsoleWindow window;

    @Override
    public void start(Stage stage) {
        ConsoleWindow opened = new ConsoleWindow(setup(), stage);
        window = opened;
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> opened.report(thrown));
        Runtime.getRuntime().addShutdownHook(new Thread(opened::closeLocalGateway, "close-local-gateway"));
        // Desktops in windows of their own must not keep the process alive.
        stage.setOnHidden(event -> Platform.exit());
        opened.open();
        log.info("window shown");
    }

    @Override
    public void stop() {
        if (window != null) {
            window.close();
        }
        log.info("console closed");
    }

    private ConsoleSetup setup() {
        try {
            LaunchOptions options = LaunchOptions.parse(getParameters().getRaw());
            NamedGateway named = named(options);
            return new ConsoleSetup(
                    Launcher.folders(options),
                    named == null
                            ? new EmbeddedGateway(
                                    Launcher.folders(options).state().resolve("gateway"))
                            : null,
                    named);
        } catch (BadOptionsException e) {
            throw new IllegalStateException("the launcher has checked the options", e);
        }
    }

    private static @Nullable NamedGateway named(LaunchOptions options) {
        Path tokenFile = options.tokenFile();
        if (options.gateway() == null || tokenFile == null) {
            return null;
        }
        try {
            return new NamedGateway(
                    options.gateway(), Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the token file " + tokenFile + " could not be read", e);
        }
    }
}
