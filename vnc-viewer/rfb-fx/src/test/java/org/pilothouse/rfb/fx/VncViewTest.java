package org.pilothouse.rfb.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.Keysym;
import org.pilothouse.rfb.fx.picture.StripPane;
import org.pilothouse.rfb.fx.testing.Fx;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What a person sees and does, with a desktop of the test's own. */
class VncViewTest extends ShownDesktop {
    @Start
    void start(Stage primary) {
        open(primary);
    }

    @Test
    void showsThePictureAsItIsAndThenOnlyWhatChanges() throws IOException {
        awaitShown(10, 20, 0x0a1440);
        awaitShown(319 - 255, 199, 0x40c740);
        remote.paint(100, 60, 10, 10, 0xff8800);
        awaitShown(105, 65, 0xff8800);
        awaitShown(105, 64, 0xff8800);
        awaitShown(99, 65, 0x634140);
        assertEquals(DesktopStatus.CONNECTED, Fx.call(desktop::getStatus));
        assertEquals("scripted", Fx.call(desktop::getName));
    }

    @Test
    void fitsTheWindowAndFollowsItsSize() {
        awaitShown(0, 0, 0x40);
        Fx.run(() -> view.setScaleMode(ScaleMode.FIT));
        Fx.await("the picture fills the width", () -> placement().width() == view.getWidth());
        double factor = Fx.call(() -> view.getWidth() / WIDTH);
        awaitShown(100, 50, 0x643240);
        assertTrue(factor > 1.5);
        Fx.run(() -> stage.setWidth(400));
        Fx.await("the picture shrinks", () -> placement().width() < 420);
        awaitShown(100, 50, 0x643240);
    }

    @Test
    void thePointerIsWhereThePersonPoints(FxRobot robot) {
        awaitShown(0, 0, 0x40);
        remote.drain();
        robot.moveTo(screenPoint(12, 34));
        remote.await("pointer 12,34:0");
        robot.press(MouseButton.PRIMARY);
        remote.await("pointer 12,34:1");
        robot.release(MouseButton.PRIMARY);
        remote.await("pointer 12,34:0");
        robot.moveTo(screenPoint(50, 60)).clickOn(MouseButton.SECONDARY);
        remote.await("pointer 50,60:4");
        Fx.run(() -> view.setScaleMode(ScaleMode.FIT));
        Fx.await("the picture fills the width", () -> placement().width() == view.getWidth());
        robot.moveTo(screenPoint(300, 150)).clickOn(MouseButton.PRIMARY);
        remote.await("pointer 300,150:1");
        remote.await("pointer 300,150:0");
    }

    @Test
    void theWheelTurnsInNotches() {
        awaitShown(0, 0, 0x40);
        remote.drain();
        Fx.run(() -> {
            scroll(0, 40);
            scroll(0, -20);
            scroll(0, -20);
            scroll(-40, 0);
        });
        assertEquals(List.of("pointer 5,6:8", "pointer 5,6:0"), List.of(remote.next(), remote.next()));
        assertEquals(List.of("pointer 5,6:16", "pointer 5,6:0"), List.of(remote.next(), remote.next()));
        assertEquals(List.of("pointer 5,6:64", "pointer 5,6:0"), List.of(remote.next(), remote.next()));
    }

    private void scroll(double deltaX, double deltaY) {
        Point2D at = viewPoint(5, 6);
        view.fireEvent(new javafx.scene.input.ScrollEvent(
                javafx.scene.input.ScrollEvent.SCROLL,
                at.getX(),
                at.getY(),
                0,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                deltaX,
                deltaY,
                deltaX,
                deltaY,
                40,
                40,
                javafx.scene.input.ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                javafx.scene.input.ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null));
    }

    @Test
    void keysGoToTheDesktopUntilTheChordGivesThemBack(FxRobot robot) {
        focusView(robot);
        robot.type(KeyCode.A).type(KeyCode.TAB).type(KeyCode.F5);
        assertEquals("key +61 key -61 key +ff09 key -ff09 key +ffc2 key -ffc2", keys(6));
        assertTrue(Fx.call(view::isFocused), "Tab did not move the focus");

        robot.press(KeyCode.CONTROL, KeyCode.ALT, KeyCode.SHIFT, KeyCode.ESCAPE);
        assertEquals("key +ffe3 key +ffe9 key +ffe1", keys(3));
        assertEquals("key -ffe3 key -ffe9 key -ffe1", keys(3));
        robot.release(KeyCode.ESCAPE, KeyCode.SHIFT, KeyCode.ALT, KeyCode.CONTROL);
        assertFalse(Fx.call(view::isKeyboardCaptured));
        robot.type(KeyCode.B);

        robot.clickOn(view);
        assertTrue(Fx.call(view::isKeyboardCaptured));
        robot.type(KeyCode.C);
        assertEquals("key +63 key -63", keys(2));
    }

    @Test
    void losingTheFocusReleasesWhatIsHeld(FxRobot robot) {
        focusView(robot);
        robot.press(KeyCode.ALT);
        assertEquals("key +ffe9", keys(1));
        Fx.run(other::requestFocus);
        assertEquals("key -ffe9", keys(1));
        robot.release(KeyCode.ALT);
        assertFalse(Fx.call(view::isKeyboardCaptured));
    }

    @Test
    void viewOnlySendsNothingAndLeavesTheKeyboardAlone(FxRobot robot) {
        focusView(robot);
        Fx.run(() -> desktop.setViewOnly(true));
        assertFalse(Fx.call(view::isKeyboardCaptured));
        robot.type(KeyCode.A);
        robot.clickOn(view);
        Fx.run(() -> desktop.setViewOnly(false));
        Fx.run(() -> desktop.sendKeys(Keysym.CONTROL_LEFT, Keysym.ALT_LEFT, Keysym.DELETE));
        assertEquals("key +ffe3 key +ffe9 key +ffff key -ffff key -ffe9 key -ffe3", keys(6));
        assertTrue(Fx.call(view::isKeyboardCaptured), "the focus never left");
    }

    @Test
    void textTravelsBothWaysAsFarAsItMay(FxRobot robot) throws IOException {
        focusView(robot);
        remote.cutText("from afar");
        Fx.await("the clipboard has it", () -> "from afar"
                .equals(Clipboard.getSystemClipboard().getString()));

        Fx.run(() -> copy("from here"));
        robot.press(KeyCode.CONTROL).press(KeyCode.V).release(KeyCode.V).release(KeyCode.CONTROL);
        remote.await("key +ffe3");
        assertEquals("cut from here", remote.next());
        remote.await("key -ffe3");

        Fx.run(() -> copy("x".repeat(ClipboardLink.MOST + 1)));
        robot.press(KeyCode.CONTROL).press(KeyCode.V).release(KeyCode.V).release(KeyCode.CONTROL);
        assertEquals("key +ffe3 key +76 key -76 key -ffe3", keys(4), "too long to be offered");

        Fx.run(() -> view.setClipboardDirection(ClipboardDirection.NONE));
        remote.cutText("secret");
        Fx.run(() -> copy("mine"));
        robot.press(KeyCode.CONTROL).press(KeyCode.V).release(KeyCode.V).release(KeyCode.CONTROL);
        assertEquals("key +ffe3 key +76 key -76 key -ffe3", keys(4));
        assertEquals("mine", Fx.call(() -> Clipboard.getSystemClipboard().getString()));
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Test
    void asksTheDesktopToTakeTheViewsSizeOnceTheWindowRests() throws IOException {
        awaitShown(0, 0, 0x40);
        Fx.await("the desktop can be resized", desktop::isResizable);
        remote.drain();
        Fx.run(() -> view.setScaleMode(ScaleMode.RESIZE_REMOTE));
        String wanted = Fx.call(() -> (int) view.getWidth() + "x" + (int) view.getHeight());
        assertEquals("size " + wanted, remote.next());
        remote.resize(640, 444);
        Fx.await("the new picture is shown", () -> placement().remoteWidth() == 640);
        awaitShown(200, 250, 0xc8fa40);
    }

    @Test
    void aLostConnectionKeepsThePictureSaysSoAndComesBack() {
        awaitShown(10, 20, 0x0a1440);
        remote.setReachable(false);
        remote.hangUp();
        Fx.await("reconnecting", () -> desktop.getStatus() == DesktopStatus.RECONNECTING);
        assertTrue(Fx.call(() -> notice().isVisible()));
        assertTrue(Fx.call(desktop::getStatusText).contains("Reconnecting"));
        assertEquals(0x0a1440, Fx.call(() -> screenshot(10, 20)));
        assertTrue(Fx.call(() -> view.lookup(".vnc-notice") != null));

        remote.repaint((x, y) -> 0x00ff00);
        remote.setReachable(true);
        Fx.await("connected again", () -> desktop.getStatus() == DesktopStatus.CONNECTED);
        awaitShown(10, 20, 0x00ff00);
        assertFalse(Fx.call(() -> notice().isVisible()));
        assertTrue(remote.dials() >= 2);
    }

    @Test
    void aDesktopThatStopsAnsweringIsCalledFrozenAndAnIdleOneIsNot() throws IOException {
        awaitShown(10, 20, 0x0a1440);
        remote.setFrozen(true);
        Fx.await("frozen", () -> desktop.getStatus() == DesktopStatus.FROZEN);
        assertTrue(Fx.call(desktop::getStatusText).startsWith("The desktop has not answered for"));
        assertTrue(Fx.call(() -> notice().isVisible()));
        remote.setFrozen(false);
        remote.paint(0, 0, 1, 1, 0xffffff);
        Fx.await("alive", () -> desktop.getStatus() == DesktopStatus.CONNECTED);
        awaitShown(10, 20, 0x0a1440);
    }

    @Test
    void scrollBarsReachWhatTheWindowDoesNotShow() {
        awaitShown(0, 0, 0x40);
        Fx.run(() -> {
            stage.setWidth(250);
            stage.setHeight(180);
        });
        Fx.await("the view shrinks", () -> view.getWidth() < WIDTH && view.getHeight() < HEIGHT);
        Fx.await("a scroll bar", () -> view.lookup(".scroll-bar:horizontal").isVisible());
        Fx.run(() -> {
            for (Node node : view.lookupAll(".scroll-bar")) {
                ScrollBar bar = (ScrollBar) node;
                bar.setValue(bar.getMax());
            }
        });
        Fx.await("the picture moves", () -> placement().x() < 0 && placement().y() < 0);
        Fx.await("its end is in the view, before the bar", () -> placement().x() + WIDTH < view.getWidth());
    }

    @Test
    void disconnectedMeansThatNobodyTriesAgain() {
        awaitShown(10, 20, 0x0a1440);
        Fx.run(desktop::disconnect);
        remote.await("gone");
        assertEquals(DesktopStatus.DISCONNECTED, Fx.call(desktop::getStatus));
        assertEquals(1, remote.dials());
        Fx.run(desktop::connect);
        Fx.await("connected again", () -> desktop.getStatus() == DesktopStatus.CONNECTED);
    }

    @Test
    void aScreenshotIsThePictureInItsOwnSize() {
        awaitShown(0, 0, 0x40);
        Fx.run(() -> view.setScaleMode(ScaleMode.FIT));
        Optional<Image> image = Fx.call(view::screenshot);
        assertEquals(WIDTH, image.orElseThrow().getWidth());
        assertEquals(0xff0a1440, image.orElseThrow().getPixelReader().getArgb(10, 20));
    }

    @Test
    void aViewThatIsNoLongerShownHoldsAndIsHeldByNothing() throws Exception {
        // In a window of its own: TestFX keeps the events of the main one, with their targets.
        Stage window = Fx.call(Stage::new);
        WeakReference<VncView> view2 = showSecondView(window);
        Fx.await("the second view shows the picture", () -> secondView(window)
                .map(shown -> pictureOf(shown).placement().isPresent())
                .orElse(false));
        Fx.run(() -> window.getScene().setRoot(new BorderPane()));
        remote.paint(0, 0, 1, 1, 0xffffff);
        for (int i = 0; i < 100 && view2.get() != null; i++) {
            System.gc();
            Fx.run(Platform::requestNextPulse);
            Thread.sleep(20);
        }
        assertEquals(null, view2.get(), "the view is still reachable");
        Fx.run(window::hide);
        awaitShown(0, 0, 0xffffff);
    }

    @Test
    void aClosedWindowIsEnoughToLetGo() throws Exception {
        Stage window = Fx.call(Stage::new);
        WeakReference<VncView> view2 = showSecondView(window);
        Fx.await("two views follow the desktop", () -> desktop.spectatorCount() == 2);
        Fx.run(window::hide);
        assertEquals(1, Fx.call(desktop::spectatorCount));
        Fx.run(window::show);
        assertEquals(2, Fx.call(desktop::spectatorCount));
        Fx.run(window::hide);
        assertTrue(view2.get() != null);
    }

    private WeakReference<VncView> showSecondView(Stage window) {
        return Fx.call(() -> {
            VncView second = new VncView(desktop);
            window.setScene(new Scene(new BorderPane(second), 200, 200));
            window.show();
            return new WeakReference<>(second);
        });
    }

    private static Optional<VncView> secondView(Stage window) {
        Node center = ((BorderPane) window.getScene().getRoot()).getCenter();
        return Optional.ofNullable((VncView) center);
    }

    private static StripPane pictureOf(VncView view) {
        return (StripPane) view.getChildrenUnmodifiable().getFirst();
    }

    @Test
    void aViewPutBackShowsThePictureAtOnce() {
        awaitShown(10, 20, 0x0a1440);
        Fx.run(() -> root.setCenter(null));
        Fx.run(() -> root.setCenter(view));
        awaitShown(10, 20, 0x0a1440);
    }
}
