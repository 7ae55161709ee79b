package org.pilothouse.rfb.fx;

import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Whether a person can see a node at all: what nobody sees is not worth a frame. */
final class Showing {
    private static final ObservableValue<Boolean> NO = new SimpleObjectProperty<>(false);

    private Showing() {}

    /** The window that shows the node; null while it is closed or minimised, or while the node or one around it is invisible. */
    static ObservableValue<Window> window(Node node) {
        return inTree(node).flatMap(visible -> visible ? openWindow(node) : null);
    }

    private static ObservableValue<Window> openWindow(Node node) {
        return node.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(window -> window.showingProperty().map(showing -> showing ? window : null))
                .flatMap(window -> minimised(window).map(away -> away ? null : window));
    }

    private static ObservableValue<Boolean> minimised(Window window) {
        return window instanceof Stage stage ? stage.iconifiedProperty().map(away -> away) : NO;
    }

    /** Tabs that are not selected, and much else, are hidden by an ancestor's visibility. */
    private static ObservableValue<Boolean> inTree(Node node) {
        return node.visibleProperty()
                .flatMap(visible ->
                        visible ? node.parentProperty().flatMap(Showing::inTree).orElse(true) : NO);
    }
}
