package org.pilothouse.app.smoke;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.pilothouse.app.ConsoleSetup;
import org.pilothouse.app.ConsoleWindow;
import org.pilothouse.app.automation.UiDriver;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.takeover.Png;

/** The real console in a real window, used by the ids of its nodes. */
final class ConsoleOnScreen {
    private final URI gateway;
    private final String token;
    private final Path folder;
    private final UiDriver driver = new UiDriver();

    /** @param folder for the settings of this console alone */
    ConsoleOnScreen(URI gateway, String token, Path folder) {
        this.gateway = gateway;
        this.token = token;
        this.folder = folder;
    }

    /** Goes to an environment's live view, waits until the viewer shows that colour, and saves what is on the window. */
    void pictureOfLiveView(String label, int rgb, Path png) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        Platform.setImplicitExit(false);
        started.await();
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("console.json"), """
                {"window": {"x": 0, "y": 0, "width": 1280, "height": 800, "maximized": false}}
                """);
        Stage stage = driver.onFx(() -> new Stage(StageStyle.UNDECORATED));
        ConsoleWindow window = driver.onFx(() -> {
            ConsoleWindow opened = new ConsoleWindow(
                    new ConsoleSetup(
                            new ConsoleFolders(config, folder.resolve("state")),
                            null,
                            new ConsoleSetup.NamedGateway(gateway, token)),
                    stage);
            opened.open();
            return opened;
        });
        try {
            driver.waitUntil("the environment is in the table", () -> driver.text("fleet")
                    .contains(label));
            driver.click("palette/open");
            driver.type("palette/query", label);
            driver.press(KeyCode.ENTER);
            driver.click("environment/tab/live");
            driver.waitUntil("the viewer shows what was typed", () -> count(driver.picture(stage), rgb) > 500);
        } finally {
            try (OutputStream out = Files.newOutputStream(png)) {
                Png.write(driver.picture(stage), out);
            }
            driver.onFx(() -> {
                window.close();
                return true;
            });
        }
    }

    private static int count(WritableImage picture, int rgb) {
        PixelReader pixels = picture.getPixelReader();
        int found = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                found += (pixels.getArgb(x, y) & 0xffffff) == rgb ? 1 : 0;
            }
        }
        return found;
    }
}
