package org.pilothouse.app.run;

import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.artifact.ArtifactState;
import org.pilothouse.app.artifact.Content;
import org.pilothouse.app.artifact.Picture;
import org.pilothouse.app.artifact.SensitiveMark;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Sizes;

/** All screenshots of a run in time; the arrow keys walk. What is sensitive stays veiled until somebody reveals it. */
final class Filmstrip extends VBox {
    private static final double WIDE = 132;
    private static final double HIGH = 82;

    private final RunViewModel model;
    private final ListView<RunEntry.OfArtifact> list = new ListView<>();
    private final Label count = new Label();
    private final Button reveal = new Button("Reveal all", Icons.of(Feather.EYE));
    private boolean following;

    Filmstrip(RunViewModel model) {
        this.model = model;
        setId("run/filmstrip");
        getStyleClass().add("filmstrip");
        list.setId("run/filmstrip/pictures");
        list.setOrientation(Orientation.HORIZONTAL);
        list.setFixedCellSize(WIDE + 12);
        list.setPrefHeight(HIGH + 52);
        list.setMinHeight(HIGH + 52);
        list.setItems(model.pictures());
        list.setCellFactory(view -> new Frame());
        list.setAccessibleText("Screenshots of the run; arrow keys walk through them");
        count.getStyleClass().add("strong");
        reveal.setId("run/filmstrip/reveal");
        reveal.getStyleClass().add("small");
        reveal.setOnAction(event -> {
            model.revealPictures();
            showCount();
        });
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(count, new SensitiveMark(), gap, reveal);
        head.getStyleClass().add("filmstrip-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, list);
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.observeAny(this::showCount, model.pictures());
        subscriptions.observe(model.selected(), entry -> follow(entry));
        subscriptions.observeList(
                model.pictures(),
                (ListChangeListener.Change<? extends RunEntry.OfArtifact> change) ->
                        follow(model.selected().get()));
        subscriptions.observe(list.getSelectionModel().selectedItemProperty(), entry -> {
            if (entry != null && !following) {
                model.select(entry);
            }
        });
    }

    private void showCount() {
        boolean some = !model.pictures().isEmpty();
        setVisible(some);
        setManaged(some);
        count.setText(Sizes.count(model.pictures().size(), "screenshot"));
        boolean veiled = model.hasVeiledPictures();
        reveal.setVisible(veiled);
    }

    private void follow(@Nullable RunEntry entry) {
        following = true;
        int at = -1;
        for (int i = 0; i < model.pictures().size(); i++) {
            if (entry != null && model.pictures().get(i).key().equals(entry.key())) {
                at = i;
            }
        }
        if (at < 0) {
            list.getSelectionModel().clearSelection();
        } else if (list.getSelectionModel().getSelectedIndex() != at) {
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(Math.max(0, at - 2));
        }
        following = false;
    }

    private final class Frame extends ListCell<RunEntry.OfArtifact> {
        private final StackPane window = new StackPane();
        private final Label words = new Label();
        private final VBox box = new VBox(window, words);
        private Subscription state = Subscription.EMPTY;

        Frame() {
            window.getStyleClass().add("filmstrip-window");
            window.setMinSize(WIDE, HIGH);
            window.setPrefSize(WIDE, HIGH);
            window.setMaxSize(WIDE, HIGH);
            words.getStyleClass().add("filmstrip-words");
            words.setMaxWidth(WIDE);
            box.getStyleClass().add("filmstrip-frame");
            box.setAlignment(Pos.TOP_CENTER);
        }

        @Override
        protected void updateItem(RunEntry.@Nullable OfArtifact entry, boolean empty) {
            super.updateItem(entry, empty);
            state.unsubscribe();
            state = Subscription.EMPTY;
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            words.setText("Step " + (entry.step().stepIndex() + 1)
                    + (entry.item().createdAt() == null
                            ? ""
                            : "  ·  " + Ages.clock(entry.item().createdAt())));
            setAccessibleText("Screenshot of step " + (entry.step().stepIndex() + 1));
            var artifact = model.model(entry.item());
            artifact.load();
            state = artifact.state().subscribe(now -> {
                window.getChildren().setAll(face(now));
                showCount();
            });
            setGraphic(box);
        }

        private Node face(ArtifactState now) {
            return switch (now) {
                case ArtifactState.Shown(Content.Pixels(Picture picture)) -> {
                    ImageView image = new ImageView(picture.image());
                    image.setPreserveRatio(true);
                    image.setSmooth(true);
                    image.setFitWidth(WIDE);
                    image.setFitHeight(HIGH);
                    yield image;
                }
                case ArtifactState.Veiled veiled -> Icons.of(Feather.EYE_OFF, "muted-icon");
                case ArtifactState.Loading loading -> Icons.of(Feather.LOADER, "muted-icon");
                default -> Icons.of(Feather.ALERT_TRIANGLE, "muted-icon");
            };
        }
    }
}
