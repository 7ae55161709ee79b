package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

/** What surrounds the pages: palette, help, themes, and that nothing is left behind. */
class FrameUiTest extends ConsoleUiTest {
    @Test
    void thePaletteFindsObjectsAndActions() {
        robot.press(KeyCode.CONTROL).push(KeyCode.K).release(KeyCode.CONTROL);
        ui.waitFor("palette/query");
        robot.write("invoice");
        robot.push(KeyCode.ENTER);
        ui.waitFor("environment/overview");
        assertTrue(ui.text("environment").contains("invoice-reader"));

        robot.press(KeyCode.CONTROL).push(KeyCode.K).release(KeyCode.CONTROL);
        ui.waitFor("palette/query");
        robot.write("go to hosts");
        robot.push(KeyCode.ENTER);
        ui.waitFor("hosts");
    }

    @Test
    void helpIsBuiltFromWhatIsLive() {
        ui.click("help/keys");
        assertTrue(ui.text("help").contains("New environment"));
        assertTrue(ui.text("help").contains("Mark or unmark"));
        robot.push(KeyCode.ESCAPE);
        ui.waitUntilGone("help");

        open("checkout");
        ui.click("environment/tab/logs");
        ui.click("help/keys");
        assertTrue(ui.text("help").contains("Follow the log"));
        assertFalse(ui.text("help").contains("Mark or unmark"));
    }

    @Test
    void theFocusStaysInADialogAndComesBackAfterwards() {
        robot.push(KeyCode.J);
        Node before = ui.onFx(() -> stage.getScene().getFocusOwner());
        robot.push(KeyCode.N);
        ui.waitFor("create");
        for (int i = 0; i < 25; i++) {
            robot.push(KeyCode.TAB);
            assertTrue(ui.onFx(() -> isWithin(stage.getScene().getFocusOwner(), "create")));
        }
        robot.push(KeyCode.ESCAPE);
        ui.waitUntilGone("create");

        assertEquals(before, ui.onFx(() -> stage.getScene().getFocusOwner()));
    }

    @Test
    void bothThemesApplyAtOnce() {
        Color light = ground();
        ui.click("rail/go/settings");
        ui.click("settings/theme/dark");
        Color dark = ground();

        assertTrue(light.getBrightness() > 0.9, "light " + light);
        assertTrue(dark.getBrightness() < 0.2, "dark " + dark);
        ui.click("theme/switch");
        assertEquals(light, ground());
    }

    @Test
    void everythingGrowsWithTheTextSize() {
        double before =
                ui.onFx(() -> ui.find("rail").orElseThrow().getLayoutBounds().getWidth());
        robot.press(KeyCode.CONTROL).push(KeyCode.EQUALS).push(KeyCode.EQUALS).release(KeyCode.CONTROL);
        ui.settle();

        double after =
                ui.onFx(() -> ui.find("rail").orElseThrow().getLayoutBounds().getWidth());
        assertNotEquals(before, after);
        assertTrue(after > before * 1.15, before + " " + after);
    }

    @Test
    void everyPageHasUniqueIds() {
        List<String> problems = new ArrayList<>();
        for (String page : List.of("fleet", "nodes", "hosts", "settings")) {
            ui.click("rail/go/" + page);
            collect(page, problems);
        }
        open("checkout");
        collect("overview", problems);
        ui.click("environment/tab/logs");
        collect("logs", problems);
        ui.click("environment/tab/live");
        collect("live", problems);

        assertEquals(List.of(), problems);
    }

    @Test
    void pagesThatWereLeftAreLetGo() throws InterruptedException {
        List<WeakReference<Node>> left = new ArrayList<>();
        for (String name : List.of("checkout", "invoice", "visa-form", "browser-qa-2")) {
            open(name);
            ui.click("environment/tab/logs");
            ui.click("environment/tab/live");
            ui.click("environment/tab/overview");
            left.add(new WeakReference<>(ui.find("environment").orElseThrow()));
        }
        ui.click("rail/go/fleet");
        ui.click("rail/go/hosts");
        ui.click("rail/go/fleet");

        // The toolkit itself holds on to the last focused and last pressed node for a while, so the last page may stay.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (left.subList(0, 3).stream().anyMatch(page -> page.get() != null)) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "still held: "
                            + left.stream().filter(page -> page.get() != null).count());
            System.gc();
            ui.settle();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void collect(String page, List<String> problems) {
        ui.settle();
        ui.duplicateIds().forEach(id -> problems.add(page + ": twice " + id));
    }

    private Color ground() {
        ui.settle();
        PixelReader pixels = ui.picture(stage).getPixelReader();
        return pixels.getColor(500, 700);
    }

    private static boolean isWithin(Node node, String id) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (id.equals(each.getId())) {
                return true;
            }
        }
        return false;
    }
}
