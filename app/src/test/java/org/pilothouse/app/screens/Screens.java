package org.pilothouse.app.screens;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.pilothouse.app.ConsoleSetup;
import org.pilothouse.app.ConsoleWindow;
import org.pilothouse.app.automation.UiDriver;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.fake.FakeDesktop;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.PaintedDesktop;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.takeover.Png;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Role;

/** Takes a picture of every screen, light and dark, at two sizes, with a scripted gateway behind it. */
public final class Screens {
    private final UiDriver driver = new UiDriver();
    private final Path target;
    private final Path folder;
    private final String only;
    private final int fontScale;

    private Screens(Path target, Path folder, String only, int fontScale) {
        this.target = target;
        this.folder = folder;
        this.only = only;
        this.fontScale = fontScale;
    }

    /** Arguments: where the pictures go; a part of a picture's name, to take only those; the text size in percent. */
    public static void main(String[] arguments) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        Platform.setImplicitExit(false);
        started.await();
        Path folder = Files.createTempDirectory("pilothouse-screens");
        Path target = Path.of(arguments.length > 0 ? arguments[0] : "docs/screens");
        Files.createDirectories(target);
        int code = 0;
        try {
            int fontScale = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
            new Screens(target, folder, arguments.length > 1 ? arguments[1] : "", fontScale).takeAll();
        } catch (Throwable e) {
            e.printStackTrace();
            code = 1;
        }
        System.exit(code);
    }

    private interface Scene {
        void arrange(FakeGateway gateway);
    }

    /** Whether any picture of that group is wanted: getting there takes longer than the picture. */
    boolean wants(String group, String suffix) {
        return only.isEmpty() || (group + suffix).contains(only) || only.startsWith(group);
    }

    private void takeAll() throws IOException {
        for (String theme : new String[] {"light", "dark"}) {
            for (int[] size : new int[][] {{1280, 800}, {2560, 1440}}) {
                String suffix = "-" + theme + "-" + size[0] + "x" + size[1];
                if (isOfAnother(suffix)) {
                    continue;
                }
                if (only.isEmpty() || WorkScreens.GROUPS.stream().noneMatch(only::startsWith)) {
                    takeFleet(theme, size, suffix);
                    takeEmpty(theme, size, suffix);
                }
                new WorkScreens(this, driver).take(theme, size, suffix);
            }
        }
    }

    /** Whether the wanted name ends with another theme or size, so that going through the screens would be in vain. */
    private boolean isOfAnother(String suffix) {
        int at = Math.max(only.lastIndexOf("-light-"), only.lastIndexOf("-dark-"));
        return at >= 0 && !only.substring(at).equals(suffix);
    }

    private void takeFleet(String theme, int[] size, String suffix) throws IOException {
        try (FakeGateway gateway = SampleFleet.fill(new FakeGateway())) {
            FakeDesktop desktop = PaintedDesktop.make();
            gateway.withTakeover(desktop::upgrade);
            gateway.withFeatures(Features.IDENTITIES);
            gateway.tokens()
                    .with("t1", "Anna", Identity.Kind.USER, Role.APPROVER)
                    .with("t2", "nightly-tests", Identity.Kind.AGENT, Role.OPERATOR);
            Stage stage = open(gateway, theme, size);
            driver.waitUntil("rows are there", () -> driver.text("fleet").contains("checkout-agent"));
            driver.waitUntil(
                    "the round trip is known", () -> driver.text("status-bar").contains("ms"));
            take(stage, "fleet" + suffix);
            driver.key('j');
            driver.key('x');
            driver.key('j');
            driver.key('x');
            driver.key('j');
            driver.key('x');
            take(stage, "fleet-marked" + suffix);
            driver.click("fleet/bulk/environment/delete");
            take(stage, "delete-many" + suffix);
            driver.click("confirm/cancel");
            driver.press(KeyCode.ESCAPE);
            driver.click("fleet/create");
            driver.type("create/label", "browser-qa-3");
            take(stage, "create" + suffix);
            gateway.refuse(
                    "POST /desktop-environments",
                    409,
                    "conflict",
                    "There is an environment named browser-qa-3 already.",
                    "label");
            driver.click("create/ok");
            driver.waitUntil(
                    "the gateway has refused", () -> driver.text("create").contains("already"));
            driver.click("create/size/custom");
            driver.type("create/width", "99999");
            driver.click("create/ok");
            take(stage, "create-errors" + suffix);
            driver.click("create/cancel");
            driver.click("palette/open");
            driver.type("palette/query", "ch");
            take(stage, "palette" + suffix);
            driver.press(KeyCode.ENTER);
            driver.waitFor("environment/overview");
            take(stage, "environment" + suffix);
            driver.click("environment/tab/live");
            driver.waitUntil(
                    "the picture is there", () -> driver.text("takeover").contains("Live"));
            driver.waitUntil("figures are there", () -> driver.text("takeover").contains("fps"));
            take(stage, "live" + suffix);
            driver.click("takeover/control");
            driver.waitUntil("keys go there", () -> driver.text("takeover").contains("Keys go to"));
            driver.waitUntil(
                    "the picture is there", () -> driver.text("takeover").contains("Live"));
            take(stage, "takeover" + suffix);
            driver.click("takeover/figures");
            driver.waitUntil(
                    "figures are over it", () -> driver.text("takeover/viewer").contains("Round trip"));
            take(stage, "takeover-figures" + suffix);
            driver.click("takeover/figures");
            driver.click("takeover/view");
            driver.waitUntil(
                    "the picture is there", () -> driver.text("takeover").contains("Live"));
            desktop.drop();
            gateway.withTakeover(
                    () -> new mockwebserver3.MockResponse.Builder().code(503).build());
            driver.waitUntil("it reconnects", () -> driver.text("takeover").contains("Reconnecting"));
            take(stage, "takeover-reconnecting" + suffix);
            driver.click("environment/tab/logs");
            driver.waitUntil("the log is there", () -> driver.text("logs").contains("dispatch"));
            take(stage, "logs" + suffix);
            open("invoice-reader");
            take(stage, "environment-starting" + suffix);
            open("visa-form");
            take(stage, "environment-failed" + suffix);
            driver.click("rail/go/nodes");
            driver.waitUntil("nodes are there", () -> driver.text("nodes").contains("screenshot"));
            take(stage, "nodes" + suffix);
            driver.click("rail/go/hosts");
            take(stage, "hosts" + suffix);
            driver.click("rail/go/settings");
            driver.waitFor("settings/token/t1");
            take(stage, "settings" + suffix);
            driver.click("settings/token/new");
            driver.type("issue-token/name", "Ben");
            take(stage, "token-new" + suffix);
            driver.click("issue-token/ok");
            driver.waitFor("issue-token/token");
            take(stage, "token-made" + suffix);
            driver.click("issue-token/done");
            driver.click("settings/gateway/add");
            driver.type("gateway-editor/name", "Team");
            driver.type("gateway-editor/url", gateway.uri().toString());
            driver.type("gateway-editor/token", "wrong");
            driver.click("gateway-editor/test");
            driver.waitFor("gateway-editor/outcome");
            take(stage, "gateway-editor" + suffix);
            driver.click("gateway-editor/cancel");
            driver.click("rail/go/fleet");
            driver.key('?');
            take(stage, "help" + suffix);
            driver.press(KeyCode.ESCAPE);
            gateway.refuse(
                    "POST /desktop-environments/" + SampleFleet.STOPPED + "/start",
                    503,
                    "engine_unavailable",
                    "The Docker engine of harbour-2 does not answer.",
                    null);
            open("nightly");
            driver.click("environment/start");
            driver.waitUntil("the toast is there", () -> driver.text("toasts").contains("harbour-2"));
            gateway.goAway();
            driver.waitFor("banner");
            driver.click("rail/go/fleet");
            take(stage, "lost" + suffix);
        }
    }

    private void takeEmpty(String theme, int[] size, String suffix) throws IOException {
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.with(org.pilothouse.app.fake.Samples.host("host-a", "this machine", true, null));
            Stage stage = open(gateway, theme, size);
            driver.waitFor("fleet/empty/create");
            take(stage, "empty" + suffix);
        }
    }

    void open(String name) {
        driver.click("palette/open");
        driver.type("palette/query", name);
        driver.press(KeyCode.ENTER);
        driver.waitFor("environment");
    }

    private ConsoleWindow window;

    ConsoleWindow window() {
        return window;
    }

    Stage open(FakeGateway gateway, String theme, int[] size) throws IOException {
        close();
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("console.json"), """
                {"appearance": {"theme": "%s", "font_scale": %d},
                 "window": {"x": 0, "y": 0, "width": %d, "height": %d, "maximized": false}}
                """.formatted(
                        theme.toLowerCase(Locale.ROOT), fontScale, size[0], size[1]));
        return driver.onFx(() -> {
            Stage stage = new Stage(StageStyle.UNDECORATED);
            window = new ConsoleWindow(
                    new ConsoleSetup(
                            new ConsoleFolders(config, folder.resolve("state")),
                            null,
                            new ConsoleSetup.NamedGateway(gateway.uri(), FakeGateway.TOKEN)),
                    stage);
            window.open();
            return stage;
        });
    }

    private void close() {
        driver.onFx(() -> {
            if (window != null) {
                window.close();
                javafx.stage.Window.getWindows().stream().toList().forEach(javafx.stage.Window::hide);
            }
            return true;
        });
    }

    void take(Stage stage, String name) throws IOException {
        if (!name.contains(only)) {
            return;
        }
        Path file = target.resolve(name + ".png");
        try (OutputStream out = Files.newOutputStream(file)) {
            Png.write(driver.restingPicture(stage), out);
        }
        System.out.println(file);
    }
}
