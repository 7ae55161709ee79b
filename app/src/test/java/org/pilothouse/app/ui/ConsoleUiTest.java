package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.ConsoleSetup;
import org.pilothouse.app.ConsoleWindow;
import org.pilothouse.app.automation.UiDriver;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.navigation.Place;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The whole console in a headless window, with a fake gateway behind it. */
@Tag("ui")
abstract class ConsoleUiTest {
    @TempDir
    static Path folder;

    final FxRobot robot = new FxRobot();
    final UiDriver ui = new UiDriver();
    final FakeGateway gateway = new FakeGateway();
    Stage stage;
    ConsoleWindow window;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    /** What the gateway has when the console opens. */
    void arrange() {
        SampleFleet.fill(gateway);
    }

    /** What the console has been given to show at the gateway. */
    String token() {
        return FakeGateway.TOKEN;
    }

    /** Until the first thing that a person would wait for is there. */
    void untilOpen() {
        ui.waitUntil("rows are there", () -> ui.text("fleet").contains("checkout-agent"));
    }

    @BeforeEach
    void open() throws Exception {
        arrange();
        Path home = Files.createTempDirectory(folder, "console");
        Files.createDirectories(home.resolve("config"));
        // Headless screens are 1000 x 1000.
        Files.writeString(home.resolve("config/console.json"), """
                {"appearance": {"theme": "light", "font_scale": 100},
                 "window": {"x": 0, "y": 0, "width": 1000, "height": 900, "maximized": false}}
                """);
        ui.onFx(() -> {
            stage = new Stage();
            window = new ConsoleWindow(
                    new ConsoleSetup(
                            new ConsoleFolders(home.resolve("config"), home.resolve("state")),
                            null,
                            new ConsoleSetup.NamedGateway(gateway.uri(), token())),
                    stage);
            window.open();
            return true;
        });
        untilOpen();
    }

    @AfterEach
    void closeAll() {
        ui.onFx(() -> {
            window.close();
            Window.getWindows().stream().toList().forEach(Window::hide);
            return true;
        });
        gateway.close();
    }

    String clipboard() {
        return ui.onFx(() -> Clipboard.getSystemClipboard().getString());
    }

    boolean isFocused(String id) {
        return ui.onFx(() -> ui.find(id).orElseThrow().isFocused());
    }

    void goTo(Place place) {
        ui.onFx(() -> {
            window.goTo(place);
            return true;
        });
    }

    /** Every control can be reached by keys, shows that it has the focus, and has a name for screen readers. */
    void checkAccessibility() {
        assertEquals(List.of(), new FocusWalk(stage, ui, robot).problems());
    }

    /** Goes to an environment's page the way a person in a hurry does. */
    void open(String name) {
        ui.click("palette/open");
        ui.type("palette/query", name);
        ui.press(KeyCode.ENTER);
        ui.waitFor("environment/overview");
    }
}
