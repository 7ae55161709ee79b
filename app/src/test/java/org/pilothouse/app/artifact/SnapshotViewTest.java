package org.pilothouse.app.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.automation.UiDriver;
import org.pilothouse.app.testing.DirectBackground;
import org.testfx.api.FxToolkit;

/** A tree and its picture in a window. */
@Tag("ui")
class SnapshotViewTest {
    private final UiDriver ui = new UiDriver();
    private final List<String> copied = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final ArtifactDesk desk = new ArtifactDesk(
            new ArtifactDesk.Store() {
                @Override
                public byte[] bytes(String artifactId) {
                    calls.add("bytes " + artifactId);
                    return artifactId.equals("tree") ? Fixtures.treeJson() : Fixtures.picture();
                }

                @Override
                public void reveal(String artifactId) {
                    calls.add("reveal " + artifactId);
                }
            },
            new DirectBackground(),
            new ContentReader());

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void closeAll() {
        ui.onFx(() -> {
            Window.getWindows().stream().toList().forEach(Window::hide);
            return true;
        });
    }

    private void show() {
        ui.onFx(() -> {
            ArtifactModel tree = desk.open(new ArtifactItem(
                    "tree", "tree", ArtifactItem.Kind.ELEMENTS, "application/json", 1, "", true, null, Set.of()));
            ArtifactModel picture = desk.open(new ArtifactItem(
                    "picture", "picture", ArtifactItem.Kind.PICTURE, "image/png", 1, "", true, null, Set.of()));
            Stage stage = new Stage();
            stage.setScene(new Scene(
                    new StackPane(new ArtifactView("artifact", tree, picture, new Exports() {
                        @Override
                        public void copy(String text) {
                            copied.add(text);
                        }

                        @Override
                        public void copy(Picture shown) {
                            copied.add("picture");
                        }

                        @Override
                        public void save(Window owner, String suggestedName, byte[] bytes) {
                            copied.add(suggestedName);
                        }
                    })),
                    1000,
                    640));
            stage.show();
            return true;
        });
    }

    private void reveal() {
        show();
        ui.click("artifact/reveal");
        ui.waitFor("artifact/view/elements/tree");
    }

    @Test
    void theVeilComesFirstAndARevealIsRecordedForBoth() {
        show();

        ui.waitFor("artifact/veil");
        assertEquals(List.of(), calls, "nothing is fetched before the reveal");
        assertFalse(ui.isVisible("artifact/view"));

        ui.click("artifact/reveal");

        ui.waitFor("artifact/view/image/picture");
        assertTrue(calls.indexOf("reveal tree") < calls.indexOf("bytes tree"));
        assertTrue(calls.indexOf("reveal picture") < calls.indexOf("bytes picture"));
    }

    @Test
    void aClickOnThePictureSelectsTheDeepestElement() {
        reveal();
        PictureView picture = (PictureView) ui.waitFor("artifact/view/image/picture");

        double[] at = onPicture(picture, 300, 300);
        mouse(picture, at[0], at[1]);

        assertTrue(ui.text("artifact/view/elements/details").contains("terminal"));
        ListView<?> tree = assertInstanceOf(ListView.class, ui.waitFor("artifact/view/elements/tree"));
        assertTrue(ui.onFx(() -> tree.getSelectionModel().getSelectedIndex()) > 0, "its row is selected too");
    }

    @Test
    void whatIsSelectedInTheTreeLightsUpOnThePicture() {
        reveal();
        Node picture = ui.waitFor("artifact/view/image/picture");
        int before = argb(picture, 300, 400);

        ui.type("artifact/view/elements/search", "role:terminal");
        ui.press(KeyCode.ENTER);

        ui.waitUntil("the details are there", () -> ui.text("artifact/view/elements/details")
                .contains("802 × 458 at 5, 81"));
        // Inside the bounds the picture stays as it is, outside it steps back.
        assertEquals(before, argb(picture, 300, 400));
        ui.click("artifact/view/elements/copy-selector");
        assertTrue(copied.getFirst().startsWith("{\"kind\":\"ref\""));
    }

    private int argb(Node picture, int x, int y) {
        return ui.onFx(() -> {
            double[] at = onPicture((PictureView) picture, x, y);
            return picture.snapshot(null, null).getPixelReader().getArgb((int) at[0], (int) at[1]);
        });
    }

    /** Where a pixel of the picture is in its view, which shows it fitted. */
    private double[] onPicture(PictureView view, double x, double y) {
        return ui.onFx(() -> {
            Viewport fit = Viewport.fit(1280, 720, Math.floor(view.getWidth()), Math.floor(view.getHeight()));
            return new double[] {fit.toPaneX(x), fit.toPaneY(y)};
        });
    }

    private void mouse(Node node, double x, double y) {
        ui.onFx(() -> {
            Point2D at = node.localToScene(x, y);
            Event.fireEvent(node, event(MouseEvent.MOUSE_PRESSED, at.getX(), at.getY()));
            Event.fireEvent(node, event(MouseEvent.MOUSE_RELEASED, at.getX(), at.getY()));
            return true;
        });
        ui.settle();
    }

    private static MouseEvent event(javafx.event.EventType<MouseEvent> type, double x, double y) {
        return new MouseEvent(
                type,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                true,
                false,
                true,
                null);
    }
}
