package org.pilothouse.app.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.pilothouse.app.automation.UiDriver;
import org.testfx.api.FxRobot;

/** Goes through a window by Tab, as somebody without a mouse does, and finds what would be in their way. */
final class FocusWalk {
    /** More stops than any page has. */
    private static final int MOST = 120;

    /** How far around a control its focus may show, px. */
    private static final double RIM = 4;

    private final Stage stage;
    private final UiDriver ui;
    private final FxRobot robot;

    FocusWalk(Stage stage, UiDriver ui, FxRobot robot) {
        this.stage = stage;
        this.ui = ui;
        this.robot = robot;
    }

    /** What is wrong, one line each; empty where all is well. */
    List<String> problems() {
        ui.settle();
        List<String> problems = new ArrayList<>();
        Set<Node> expected = ui.onFx(() -> {
            Set<Node> all = new LinkedHashSet<>();
            collect(shownRoot(), all);
            return all;
        });
        for (Node node : expected) {
            if (ui.onFx(() -> name(node)).isBlank()) {
                problems.add("no name for screen readers: " + describe(node));
            }
        }
        Set<Node> reached = new LinkedHashSet<>();
        Node before = null;
        int[] focused = {};
        for (int i = 0; i < MOST; i++) {
            robot.push(KeyCode.TAB);
            Node at = ui.onFx(() -> stage.getScene().getFocusOwner());
            if (before != null && before != at && !changed(before, focused)) {
                problems.add("focus can't be seen: " + describe(before));
            }
            if (at == null || !reached.add(at)) {
                break;
            }
            before = at;
            focused = pixels(at);
        }
        for (Node node : expected) {
            if (!reached.contains(node)) {
                problems.add("not reached by Tab: " + describe(node));
            }
        }
        return problems;
    }

    /** The open dialog, else everything. */
    private Node shownRoot() {
        Node root = stage.getScene().getRoot();
        Node host = root.lookup(".dialog-host");
        return host != null && host.isVisible() ? host : root;
    }

    private static void collect(Node node, Set<Node> into) {
        if (!node.isVisible() || node.isDisabled()) {
            return;
        }
        if (node.isFocusTraversable()) {
            into.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }

    /** What a screen reader would call it. */
    private String name(Node node) {
        if (node.getAccessibleText() != null) {
            return node.getAccessibleText();
        }
        if (node instanceof Labeled labeled && labeled.getText() != null && !(node instanceof TextInputControl)) {
            return labeled.getText();
        }
        return label(stage.getScene().getRoot(), node);
    }

    private static String label(Node within, Node control) {
        if (within instanceof Label label && label.getLabelFor() == control) {
            return label.getText();
        }
        String found = "";
        if (within instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                found = found.isEmpty() ? label(child, control) : found;
            }
        }
        return found;
    }

    private boolean changed(Node node, int[] focused) {
        return !Arrays.equals(focused, pixels(node));
    }

    private int[] pixels(Node node) {
        return ui.onFx(() -> {
            if (node.getScene() == null) {
                return new int[0];
            }
            Bounds at = node.localToScene(node.getLayoutBounds());
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setViewport(new Rectangle2D(
                    Math.max(0, at.getMinX() - RIM),
                    Math.max(0, at.getMinY() - RIM),
                    at.getWidth() + 2 * RIM,
                    at.getHeight() + 2 * RIM));
            WritableImage image = stage.getScene().getRoot().snapshot(parameters, null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] argb = new int[width * height];
            image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
            return argb;
        });
    }

    private static String describe(Node node) {
        return node.getClass().getSimpleName() + " " + node.getId() + " " + node.getStyleClass();
    }
}
