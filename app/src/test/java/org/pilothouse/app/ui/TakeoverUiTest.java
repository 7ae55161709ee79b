package org.pilothouse.app.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.fake.FakeDesktop;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.app.takeover.Png;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** A person at a desktop. */
class TakeoverUiTest extends ConsoleUiTest {
    private static final int RED = 0xffc01020;

    private final FakeDesktop desktop = new FakeDesktop(400, 300, filled());

    private static int[] filled() {
        int[] pixels = new int[400 * 300];
        Arrays.fill(pixels, RED);
        return pixels;
    }

    @BeforeEach
    void offerDesktop() {
        gateway.withTakeover(desktop::upgrade);
    }

    private void untilLive() {
        ui.waitUntil("the picture is live", () -> ui.text("takeover").contains("Live"));
    }

    private void takeOver() {
        open("checkout");
        robot.push(KeyCode.T);
        ui.waitUntil("keys go there", () -> ui.text("takeover").contains("Keys go to checkout-agent"));
        untilLive();
    }

    @Test
    void keysGoToTheDesktopUntilTheyAreReleased() {
        takeOver();

        robot.push(KeyCode.N);
        ui.waitUntil("the desktop has the key", () -> desktop.keysPressed().contains((int) 'n'));
        assertFalse(ui.isVisible("create"), "n is the desktop's now");

        robot.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.SHIFT)
                .push(KeyCode.ESCAPE)
                .release(KeyCode.CONTROL, KeyCode.ALT, KeyCode.SHIFT);
        ui.waitUntil("it says so", () -> ui.text("takeover").contains("Click into the picture"));
        int before = desktop.keysPressed().size();
        robot.push(KeyCode.N);
        ui.waitFor("create");
        assertEquals(before, desktop.keysPressed().size());
    }

    @Test
    void whoOnlyLooksSendsNothing() {
        open("checkout");
        ui.click("environment/tab/live");
        untilLive();
        ui.waitUntil("it says so", () -> ui.text("takeover").contains("You only look on"));
        assertTrue(gateway.calls().stream().anyMatch(call -> call.endsWith("/takeover-ticket")));
        assertFalse(ui.isEnabled("takeover/keys"));

        robot.push(KeyCode.N);
        ui.waitFor("create");
        assertEquals(0, desktop.keysPressed().size());
    }

    @Test
    void controlIsTakenAndGivenBack() {
        open("checkout");
        ui.click("environment/tab/live");
        untilLive();

        ui.click("takeover/control");
        ui.waitUntil("keys go there", () -> ui.text("takeover").contains("Keys go to"));
        ui.click("takeover/view");
        ui.waitUntil("they no longer do", () -> ui.text("takeover").contains("You only look on"));
        untilLive();
        assertEquals(1, desktop.viewers(), "one connection at a time");
    }

    @Test
    void figuresAreShownOverThePictureAndSayWhoLimits() {
        open("checkout");
        ui.click("environment/tab/live");
        untilLive();
        ui.click("takeover/figures");
        ui.waitUntil(
                "they are over the picture", () -> ui.text("takeover/viewer").contains("Round trip"));
        ui.waitUntil("they say who limits", () -> ui.text("takeover/viewer").contains("limit"));
        ui.click("takeover/figures");
    }

    @Test
    void whoHasControlIsAskedForItWithAReason() {
        open("checkout");
        ui.click("environment/tab/live");
        untilLive();
        gateway.refuse(
                "POST /desktop-environments/" + SampleFleet.RUNNING + "/takeover-ticket",
                409,
                "lease_held",
                "Ben has control of this desktop since 10:02 UTC; watch it, or take control by force with a reason",
                null);

        ui.click("takeover/control");
        ui.waitUntil("it says who", () -> ui.text("force").contains("Ben has control"));
        assertFalse(ui.isEnabled("force/ok"), "not without a reason");
        ui.waitUntil("looking on meanwhile", () -> ui.text("takeover").contains("You only look on"));
        checkAccessibility();

        ui.type("force/reason", "He went home.");
        ui.click("force/ok");

        ui.waitUntil("keys go there", () -> ui.text("takeover").contains("Keys go to"));
        var forced = gateway.takeoversAsked().getLast();
        assertEquals(Boolean.TRUE, forced.force());
        assertEquals("He went home.", forced.reason());
    }

    @Test
    void leavingThePageLeavesTheDesktop() {
        takeOver();
        ui.click("rail/go/fleet");

        ui.waitUntil("nobody looks any more", () -> desktop.viewers() == 0);
    }

    @Test
    void aBrokenConnectionIsSaidAndMadeAgain() {
        open("checkout");
        ui.click("environment/tab/live");
        untilLive();

        gateway.withTakeover(() -> new MockResponse.Builder().code(503).build());
        desktop.drop();
        ui.waitUntil("it says so", () -> ui.text("takeover").contains("Reconnecting"));
        assertTrue(ui.isVisible("takeover/reconnect"));

        gateway.withTakeover(desktop::upgrade);
        ui.click("takeover/reconnect");
        untilLive();
    }

    @Test
    void aDesktopThatStopsAndStartsIsPickedUpAgain() {
        open("checkout");
        ui.click("environment/tab/live");
        untilLive();

        gateway.change(
                SampleFleet.RUNNING,
                e -> Samples.of(e).status(EnvironmentStatus.STOPPED).build());
        ui.waitUntil("it says so", () -> ui.text("live").contains("does not run"));
        ui.waitUntil("nobody looks any more", () -> desktop.viewers() == 0);

        gateway.change(
                SampleFleet.RUNNING,
                e -> Samples.of(e).status(EnvironmentStatus.RUNNING).build());
        untilLive();
    }

    @Test
    void aWindowOfItsOwnOutlivesThePage() {
        open("checkout");
        ui.click("environment/tab/live");
        untilLive();
        ui.click("takeover/window");
        ui.waitFor("takeover-window");
        ui.waitUntil("the page says so", () -> ui.text("live").contains("in its own window"));

        ui.click("rail/go/fleet");
        ui.waitUntil("it is still live", () -> ui.text("takeover-window").contains("Live"));
        open("checkout");
        ui.click("environment/tab/live");
        ui.click("live/back");
        ui.waitUntilGone("takeover-window");
        untilLive();
        assertEquals(1, desktop.viewers());
    }

    @Test
    void pngFilesHoldThePicture() throws Exception {
        WritableImage image = new WritableImage(3, 2);
        image.getPixelWriter().setArgb(2, 1, RED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Png.write(image, out);

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertArrayEquals(new int[] {3, 2}, new int[] {read.getWidth(), read.getHeight()});
        assertEquals(RED, read.getRGB(2, 1));
        assertEquals(0xff000000, read.getRGB(0, 0));
    }
}
