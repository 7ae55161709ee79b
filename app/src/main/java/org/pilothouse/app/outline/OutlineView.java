package org.pilothouse.app.outline;

import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;

/**
 * An outline as a list: only the rows in view have nodes, so thousands of entries cost nothing. Right and left unfold and
 * fold as in every tree.
 */
public final class OutlineView<T> extends ListView<OutlineRow> {
    private static final double INDENT = 14;

    private final OutlineModel<T> model;
    private boolean following;

    /** Shows one entry; made once for each row in view and used for many entries. */
    public interface EntryFace<T> {
        Node node();

        void show(T value, int index);
    }

    public OutlineView(String id, OutlineModel<T> model, double rowHeight, Function<ListCell<?>, EntryFace<T>> faces) {
        super(FXCollections.observableArrayList());
        this.model = model;
        setId(id);
        getStyleClass().add("outline");
        setFixedCellSize(rowHeight);
        setCellFactory(list -> new Cell(faces));
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.observe(model.selected(), index -> follow());
        subscriptions.observeAny(this::copyRows, model.rows());
        subscriptions.observe(getSelectionModel().selectedItemProperty(), row -> {
            if (row != null && !following) {
                model.selected().set(row.index());
            }
        });
    }

    /** Rows of its own, so that what its selection does while they change can be told from what the person does. */
    private void copyRows() {
        following = true;
        getItems().setAll(model.rows());
        following = false;
        follow();
    }

    /** The list's own selection goes after the model's, also when rows move. */
    private void follow() {
        int row = model.rowOf(model.selected().get());
        following = true;
        if (row < 0) {
            getSelectionModel().clearSelection();
        } else if (getSelectionModel().getSelectedIndex() != row) {
            getSelectionModel().clearAndSelect(row);
            scrollIntoView(row);
        }
        following = false;
    }

    private void scrollIntoView(int row) {
        boolean visible = lookupAll(".outline-cell").stream()
                .anyMatch(node -> node instanceof ListCell<?> cell
                        && cell.getIndex() == row
                        && cell.getBoundsInParent().getMinY() >= 0
                        && cell.getBoundsInParent().getMaxY() <= getHeight());
        if (!visible) {
            scrollTo(Math.max(0, row - (int) (getHeight() / getFixedCellSize() / 3)));
        }
    }

    private void keyPressed(KeyEvent event) {
        int index = model.selected().get();
        if (index == Outline.NONE || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.RIGHT) {
            event.consume();
            if (model.outline().hasChildren(index) && !model.isUnfolded(index)) {
                model.unfold(index, true);
            } else if (model.outline().hasChildren(index)) {
                model.selected().set(index + 1);
            }
        } else if (event.getCode() == KeyCode.LEFT) {
            event.consume();
            if (model.outline().hasChildren(index) && model.isUnfolded(index)) {
                model.unfold(index, false);
            } else if (model.outline().parent(index) != Outline.NONE) {
                model.selected().set(model.outline().parent(index));
            }
        }
    }

    private final class Cell extends ListCell<OutlineRow> {
        private final EntryFace<T> face;
        private final Region indent = new Region();
        private final StackPane handle = new StackPane();
        private final Node open = Icons.of(Feather.CHEVRON_DOWN, "muted-icon");
        private final Node closed = Icons.of(Feather.CHEVRON_RIGHT, "muted-icon");
        private final HBox line;

        Cell(Function<ListCell<?>, EntryFace<T>> faces) {
            getStyleClass().add("outline-cell");
            face = faces.apply(this);
            handle.getStyleClass().add("outline-handle");
            handle.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
                if (getItem() != null && getItem().hasChildren()) {
                    event.consume();
                    model.toggle(getItem().index());
                }
            });
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && getItem() != null) {
                    model.toggle(getItem().index());
                }
            });
            indent.setMinWidth(Region.USE_PREF_SIZE);
            line = new HBox(indent, handle, face.node());
            line.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(face.node(), javafx.scene.layout.Priority.ALWAYS);
            // Long rows are cut at the end of the list, not scrolled sideways.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable OutlineRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null || row.index() >= model.outline().size()) {
                setGraphic(null);
                return;
            }
            indent.setPrefWidth(row.depth() * INDENT);
            handle.getChildren().clear();
            if (row.hasChildren()) {
                handle.getChildren().add(row.unfolded() ? open : closed);
            }
            face.show(model.outline().get(row.index()), row.index());
            setGraphic(line);
        }
    }
}
