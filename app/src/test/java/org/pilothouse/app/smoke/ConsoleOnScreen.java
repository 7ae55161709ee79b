package org.pilothouse.app.smoke;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.ConsoleSetup;
import org.pilothouse.app.ConsoleWindow;
import org.pilothouse.app.automation.UiDriver;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.takeover.Png;

/** The real console in a real window, used by the ids of its nodes. Opens at the first picture, stays until closed. */
final class ConsoleOnScreen implements AutoCloseable {
    private static final String TREE = "accessibility tree";

    private final URI gateway;
    private final String token;
    private final Path folder;
    private final UiDriver driver = new UiDriver();
    private @Nullable Stage stage;
    private @Nullable ConsoleWindow window;

    /** @param folder for the settings of this console alone */
    ConsoleOnScreen(URI gateway, String token, Path folder) {
        this.gateway = gateway;
        this.token = token;
        this.folder = folder;
    }

    /** Goes to an environment's live view, waits until the viewer shows that colour, and saves what is on the window. */
    void pictureOfLiveView(String label, int rgb, Path png) throws Exception {
        picture(png, shown -> {
            driver.waitUntil("the environment is in the table", () -> driver.text("fleet")
                    .contains(label));
            go(label);
            driver.click("environment/tab/live");
            driver.waitUntil("the viewer shows what was typed", () -> count(driver.picture(shown), rgb) > 500);
        });
    }

    /** Goes to the approvals, waits for the card of that target with its picture, and saves it. */
    void pictureOfApproval(String target, int rgb, Path png) throws Exception {
        picture(png, shown -> {
            driver.click("rail/go/approvals");
            driver.waitUntil("the card names its target", () -> driver.text("approval/sentence")
                    .contains(target));
            driver.waitUntil("the card has the desktop's picture", () -> count(driver.picture(shown), rgb) > 500);
        });
    }

    /** Opens a run, goes down to its accessibility tree, reveals it, chooses the element of that name, and saves all. */
    void pictureOfTree(String runId, String element, Path png) throws Exception {
        picture(png, shown -> {
            driver.onFx(() -> {
                window.goTo(new Place.RunPage(runId));
                return true;
            });
            goDown(
                    "run/tree",
                    () -> driver.isVisible("run/artifact/reveal")
                            && driver.text("run/entry").contains(TREE));
            driver.click("run/artifact/reveal");
            driver.waitUntil("the tree has the window", () -> driver.text("run/artifact/view/elements")
                    .contains(element));
            goDown("run/artifact/view/elements", () -> driver.text("run/artifact/view/elements/details")
                    .contains(element));
        });
    }

    private void goDown(String list, Callable<Boolean> until) {
        Node node = driver.waitFor(list);
        driver.onFx(() -> {
            node.requestFocus();
            return true;
        });
        driver.waitUntil("the entry is chosen in " + list, () -> {
            boolean chosen = until.call();
            if (!chosen) {
                driver.press(KeyCode.DOWN);
            }
            return chosen;
        });
    }

    private void go(String name) {
        driver.click("palette/open");
        driver.type("palette/query", name);
        driver.press(KeyCode.ENTER);
    }

    private interface Visit {
        void make(Stage shown) throws Exception;
    }

    private void picture(Path png, Visit visit) throws Exception {
        Stage shown = open();
        try {
            visit.make(shown);
            driver.settle();
        } finally {
            try (OutputStream out = Files.newOutputStream(png)) {
                Png.write(driver.picture(shown), out);
            }
        }
    }

    private Stage open() throws Exception {
        if (stage != null) {
            return stage;
        }
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        Platform.setImplicitExit(false);
        started.await();
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("console.json"), """
                {"window": {"x": 0, "y": 0, "width": 1280, "height": 800, "maximized": false}}
                """);
        Stage opened = driver.onFx(() -> new Stage(StageStyle.UNDECORATED));
        window = driver.onFx(() -> {
            ConsoleWindow console = new ConsoleWindow(
                    new ConsoleSetup(
                            new ConsoleFolders(config, folder.resolve("state")),
                            null,
                            new ConsoleSetup.NamedGateway(gateway, token)),
                    opened);
            console.open();
            return console;
        });
        stage = opened;
        return opened;
    }

    @Override
    public void close() {
        ConsoleWindow open = window;
        if (open != null) {
            driver.onFx(() -> {
                open.close();
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
