package org.pilothouse.rfb.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.fx.testing.Fx;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** How the picture is shown, what lies over it, and what it costs when nobody sees it. */
class VncViewPictureTest extends ShownDesktop {
    @Start
    void start(Stage primary) {
        open(primary);
    }

    @Test
    void aWholeFactorShowsEachRemotePixelAsASharpSquareAndPansToTheEnd() {
        awaitShown(0, 0, 0x40);
        Fx.run(() -> {
            view.setZoom(4);
            view.setScaleMode(ScaleMode.ZOOM);
        });
        Fx.await("four times as large", () -> placement().width() == 4 * WIDTH);
        awaitShown(20, 10, 0x140a40);
        assertEquals(0x140a40, shownAt(20 * 4, 10 * 4), "its upper left corner");
        assertEquals(0x140a40, shownAt(20 * 4 + 3, 10 * 4 + 3), "its lower right corner");
        assertEquals(0x150a40, shownAt(21 * 4, 10 * 4), "its neighbour begins at once");

        Fx.await("a scroll bar", () -> view.lookup(".scroll-bar:horizontal").isVisible());
        Fx.run(() -> view.lookupAll(".scroll-bar").forEach(node -> {
            javafx.scene.control.ScrollBar bar = (javafx.scene.control.ScrollBar) node;
            bar.setValue(bar.getMax());
        }));
        Fx.await(
                "panned to the end",
                () -> placement().x() + placement().width() <= view.getWidth()
                        && placement().y() + placement().height() <= view.getHeight());
        awaitShown(WIDTH - 1, HEIGHT - 1, 0x3fc740);
    }

    private int shownAt(int x, int y) {
        return Fx.call(() -> view.snapshot(null, null).getPixelReader().getArgb(x, y) & 0xffffff);
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointerThere() {
        awaitShown(0, 0, 0x40);
        Point2D point = Fx.call(() -> viewPoint(200, 120));
        Fx.run(() -> view.zoomBy(5, point.getX(), point.getY()));
        Fx.await("five times as large", () -> placement().width() == 5 * WIDTH);
        assertEquals(200, Fx.call(() -> placement().remoteX(point.getX())), 1);
        assertEquals(120, Fx.call(() -> placement().remoteY(point.getY())), 1);
        assertEquals(ScaleMode.ZOOM, Fx.call(view::getScaleMode));
    }

    @Test
    void behindAnotherTabNothingIsPresentedAndThePictureIsThereAtOnceWhenItComesBack() throws IOException {
        awaitShown(0, 0, 0x40);
        Tab shown = new Tab("desktop");
        Tab hiding = new Tab("other");
        Fx.run(() -> {
            root.setCenter(null);
            shown.setContent(view);
            root.setCenter(new TabPane(shown, hiding));
        });
        awaitShown(0, 0, 0x40);
        Fx.run(() -> shown.getTabPane().getSelectionModel().select(hiding));
        Fx.await("let go of", () -> desktop.spectatorCount() == 0);
        long before = Fx.call(view::presents);
        for (int i = 0; i < 50; i++) {
            remote.paint(i, 0, 1, 1, 0xff0000);
        }
        Fx.await("the picture followed", () -> desktop.picture().orElseThrow().pixel(49, 0) == 0xffff0000);
        assertEquals(before, Fx.call(view::presents), "presented while hidden");
        Fx.run(() -> shown.getTabPane().getSelectionModel().select(shown));
        awaitShown(49, 0, 0xff0000);
    }

    @Test
    void aViewWithoutRoomPresentsNothing() throws IOException {
        awaitShown(0, 0, 0x40);
        Fx.run(() -> {
            root.setCenter(null);
            javafx.scene.layout.Pane parent = new javafx.scene.layout.Pane(view);
            root.setCenter(parent);
            view.resize(0, 0);
            view.setManaged(false);
        });
        Fx.await("followed slowly", () -> desktop.spectatorCount() == 1);
        long before = Fx.call(view::presents);
        remote.paint(3, 0, 1, 1, 0xff0000);
        Fx.await("the picture followed", () -> desktop.picture().orElseThrow().pixel(3, 0) == 0xffff0000);
        Fx.run(() -> {});
        assertEquals(before, Fx.call(view::presents));
        Fx.run(() -> view.resize(400, 300));
        awaitShown(3, 0, 0xff0000);
    }

    @Test
    void nothingIsPresentedWhileNothingChanges() throws Exception {
        awaitShown(0, 0, 0x40);
        Fx.run(() -> {});
        long before = Fx.call(view::presents);
        Thread.sleep(300); // that nothing happens can only be waited for
        assertEquals(before, Fx.call(view::presents));
    }

    @Test
    void somebodyElsesPointerIsShownWithANameAndOurOwnIsNot(FxRobot robot) throws IOException {
        awaitShown(0, 0, 0x40);
        Node ghost = Fx.call(() -> view.lookup(".vnc-ghost"));
        assertFalse(ghost.isVisible());
        robot.moveTo(screenPoint(12, 34));
        remote.await("pointer 12,34:0");
        remote.pointer(12, 34);
        Fx.run(() -> desktop.showPointer(100, 50, "agent"));
        Fx.await("the agent's pointer", ghost::isVisible);
        assertEquals("agent", Fx.call(() -> ((javafx.scene.control.Label) view.lookup(".vnc-ghost-name")).getText()));
        assertEquals(placement().viewX(100.5), Fx.call(ghost::getLayoutX));

        remote.pointer(200, 120);
        Fx.await("it moved", () -> ghost.getLayoutX() == placement().viewX(200.5));
        assertEquals(
                "someone else", Fx.call(() -> ((javafx.scene.control.Label) view.lookup(".vnc-ghost-name")).getText()));
        Fx.await("it fades when it rests", () -> !ghost.isVisible());
    }

    @Test
    void aRegionIsDraggedAndCopiedInItsOwnSize(FxRobot robot) {
        awaitShown(0, 0, 0x40);
        AtomicReference<Image> taken = new AtomicReference<>();
        Fx.run(() -> view.selectScreenshot(taken::set));
        assertFalse(Fx.call(view::isKeyboardCaptured));
        robot.moveTo(screenPoint(20, 30)).press(MouseButton.PRIMARY);
        robot.moveTo(screenPoint(59, 49)).release(MouseButton.PRIMARY);
        Fx.await("a picture", () -> taken.get() != null);
        assertEquals(40, taken.get().getWidth());
        assertEquals(20, taken.get().getHeight());
        assertEquals(0xff141e40, taken.get().getPixelReader().getArgb(0, 0));
        assertEquals(null, Fx.call(() -> view.lookup(".vnc-region")));
        assertTrue(remote.drain().stream().noneMatch(message -> message.endsWith(":1")), "not a click for the desktop");

        Fx.run(() -> view.selectScreenshot(image -> {
            throw new AssertionError("given up");
        }));
        robot.type(KeyCode.ESCAPE);
        Fx.await("given up", () -> view.lookup(".vnc-region") == null);
        assertTrue(Fx.call(view::isFocused));
    }

    @Test
    void theBellIsSeen() throws IOException {
        awaitShown(0, 0, 0x40);
        Node flash = Fx.call(() -> view.lookup(".vnc-bell"));
        remote.bell();
        Fx.await("a flash", flash::isVisible);
        Fx.await("and no more", () -> !flash.isVisible());
    }
}
