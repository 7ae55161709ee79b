package org.pilothouse.app.artifact;

import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.outline.OutlineView;

/** A JSON document as a tree that can be searched. */
public final class JsonView extends VBox {
    private static final double ROW = 22;

    private final OutlineView<JsonEntry> tree;

    public JsonView(String id, JsonModel model, Exports exports) {
        setId(id);
        getStyleClass().add("elements");
        tree = new OutlineView<>(id + "/tree", model.outline(), ROW, cell -> new JsonFace(model.outline()));
        tree.setAccessibleText("JSON document");
        setVgrow(tree, javafx.scene.layout.Priority.ALWAYS);
        getChildren()
                .addAll(
                        new SearchBar(
                                id,
                                model.search(),
                                model.count(),
                                model::nextMatch,
                                PicturePane.icon(
                                        id + "/unfold",
                                        Feather.CHEVRONS_DOWN,
                                        "Unfold everything",
                                        model.outline()::unfoldAll),
                                PicturePane.icon(
                                        id + "/fold", Feather.CHEVRONS_UP, "Fold everything", model.outline()::foldAll),
                                PicturePane.icon(
                                        id + "/copy",
                                        Feather.COPY,
                                        "Copy the document",
                                        () -> exports.copy(model.pretty()))),
                        tree);
    }

    @Override
    public void requestFocus() {
        tree.requestFocus();
    }
}
