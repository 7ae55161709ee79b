package org.pilothouse.app.artifact;

import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import org.pilothouse.app.lifecycle.Attachment;

/** A tree beside the picture that was taken with it, linked both ways. */
public final class SnapshotView extends SplitPane {
    private final ElementsView elements;

    public SnapshotView(String id, ElementsModel tree, PictureModel picture, String name, Exports exports) {
        setId(id);
        getStyleClass().add("snapshot");
        setOrientation(Orientation.HORIZONTAL);
        elements = new ElementsView(id + "/elements", tree, exports);
        elements.setMinWidth(220);
        PicturePane pane = new PicturePane(id + "/image", picture, name, exports);
        setResizableWithParent(elements, false);
        getItems().setAll(elements, pane);
        setDividerPositions(0.42);
        picture.onPick(tree::pick);
        Attachment.of(this, subscriptions -> {
            subscriptions.bind(picture.marks(), tree.marks());
            subscriptions.observe(tree.selected(), element -> {
                if (element != null && element.isShowing()) {
                    picture.show(element.bounds());
                }
            });
        });
    }

    @Override
    public void requestFocus() {
        elements.requestFocus();
    }
}
