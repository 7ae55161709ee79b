package org.pilothouse.app.artifact;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.ProblemPane;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;

/** One artifact: its veil, or its content in the viewer for its kind. */
public final class ArtifactView extends StackPane {
    private final String id;
    private final ArtifactModel model;
    private final @Nullable ArtifactModel companion;
    private final List<Mark> marks;
    private final Exports exports;

    /** A picture with something drawn on it. */
    public ArtifactView(String id, ArtifactModel picture, List<Mark> marks, Exports exports) {
        this(id, picture, null, marks, exports);
    }

    /** @param companion for a tree, the picture that was taken with it; it is revealed together with the tree */
    public ArtifactView(String id, ArtifactModel model, @Nullable ArtifactModel companion, Exports exports) {
        this(id, model, companion, List.of(), exports);
    }

    private ArtifactView(
            String id, ArtifactModel model, @Nullable ArtifactModel companion, List<Mark> marks, Exports exports) {
        this.id = id;
        this.model = model;
        this.companion = companion;
        this.marks = List.copyOf(marks);
        this.exports = exports;
        setId(id);
        getStyleClass().add("artifact");
        setMinSize(0, 0);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        if (!getChildren().isEmpty()) {
            getChildren().getFirst().requestFocus();
        }
    }

    private void attach(Subscriptions subscriptions) {
        model.load();
        if (companion != null) {
            companion.load();
            subscriptions.observe(companion.state(), state -> showState());
        }
        subscriptions.observe(model.state(), state -> showState());
    }

    private void showState() {
        Node shown =
                switch (model.state().get()) {
                    case ArtifactState.Veiled veiled -> veil();
                    case ArtifactState.Loading loading -> waiting();
                    case ArtifactState.Failed(var problem) ->
                        new ProblemPane(id + "/problem", problem, exports::copy, model::retry);
                    case ArtifactState.Shown(Content content) -> viewer(content);
                };
        getChildren().setAll(shown);
    }

    private Node viewer(Content content) {
        return switch (content) {
            case Content.Pixels(Picture picture) -> picture(picture);
            case Content.Elements(ElementTree tree) -> elements(tree);
            case Content.Structure structure -> new JsonView(id + "/view", new JsonModel(structure), exports);
            case Content.Plain(TextLines text) -> new TextView(id + "/view", new TextModel(text), exports);
            case Content.Opaque(String why) -> new EmptyState(Feather.FILE, "It can't be shown", why);
        };
    }

    private Node picture(Picture picture) {
        PictureModel shown = new PictureModel(picture);
        shown.marks().set(marks);
        return new PicturePane(id + "/view", shown, model.item().title(), exports);
    }

    private Node elements(ElementTree tree) {
        ElementsModel elements = new ElementsModel(tree);
        if (companion == null) {
            return new ElementsView(id + "/view", elements, exports);
        }
        return switch (companion.state().get()) {
            case ArtifactState.Shown(Content.Pixels(Picture picture)) ->
                new SnapshotView(
                        id + "/view",
                        elements,
                        new PictureModel(picture),
                        companion.item().title(),
                        exports);
            case ArtifactState.Loading loading -> waiting();
            default -> new ElementsView(id + "/view", elements, exports);
        };
    }

    private Node waiting() {
        ProgressIndicator indicator = new ProgressIndicator();
        indicator.getStyleClass().add("waiting");
        StackPane pane = new StackPane(indicator);
        pane.getStyleClass().add("empty-state");
        return pane;
    }

    private Node veil() {
        Label title = new Label("Sensitive");
        title.getStyleClass().add("empty-title");
        Label words = new Label("The " + model.item().title()
                + " may show passwords, mail or customers. It has not been fetched."
                + " If you reveal it, the gateway records that you did.");
        words.getStyleClass().add("empty-text");
        words.setWrapText(true);
        Button reveal = new Button("Reveal", Icons.of(Feather.EYE));
        reveal.setId(id + "/reveal");
        reveal.setOnAction(event -> {
            model.reveal();
            if (companion != null) {
                companion.reveal();
            }
        });
        VBox box = new VBox(Icons.of(Feather.EYE_OFF, "empty-icon"), title, words, reveal);
        box.setId(id + "/veil");
        box.getStyleClass().addAll("empty-state", "veil");
        box.setAlignment(Pos.CENTER);
        VBox.setVgrow(words, Priority.NEVER);
        return box;
    }
}
