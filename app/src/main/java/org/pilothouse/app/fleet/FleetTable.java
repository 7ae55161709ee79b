package org.pilothouse.app.fleet;

import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;

/** The rows, their cursor and their menu. The cursor stays with its environment when rows come, go or move. */
final class FleetTable extends TableView<LiveItem<Environment>> {
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final double ROW = 32;

    private final FleetViewModel model;
    private final ObservableValue<? extends Number> textSize;
    private final FleetColumns columns;
    private final SortedList<LiveItem<Environment>> sorted;
    private boolean rowsAreMoving;
    private @Nullable LiveItem<Environment> lastMarked;

    /** @param textSize in percent of the usual one */
    FleetTable(FleetViewModel model, ObservableValue<? extends Number> textSize) {
        this.model = model;
        this.textSize = textSize;
        this.columns = new FleetColumns(model, this::toggleMark);
        this.sorted = new SortedList<>(model.rows());
        setId("fleet/table");
        getStyleClass().addAll("dense", "edge-to-edge", "fleet-table");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns().setAll(List.copyOf(columns.all()));
        setRowFactory(table -> new Row());
        setAccessibleText("Environments");
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        // Before the table itself listens, so that what its selection does while rows move can be told apart.
        sorted.addListener((ListChangeListener<LiveItem<Environment>>) change -> rowsMove());
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        getSortOrder().add(getColumns().get(FleetColumns.LABEL));
        Attachment.of(this, this::attach);
    }

    /** Moves the cursor, into the table where it was outside. */
    void moveCursor(int rows) {
        if (!sorted.isEmpty()) {
            int at = getSelectionModel().getSelectedIndex();
            int next = at < 0 ? 0 : Math.clamp(at + rows, 0, sorted.size() - 1);
            getSelectionModel().clearAndSelect(next);
            scrollIntoView(next);
        }
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.observe(getSelectionModel().selectedItemProperty(), chosen -> {
            if (!rowsAreMoving && chosen != null) {
                model.cursor().set(chosen);
            }
        });
        subscriptions.observe(model.cursor(), cursor -> showCursor());
        subscriptions.observe(textSize, percent -> {
            double factor = percent.doubleValue() / 100;
            columns.scale(factor);
            setFixedCellSize(Math.rint(ROW * factor));
        });
    }

    private void rowsMove() {
        if (!rowsAreMoving) {
            rowsAreMoving = true;
            Platform.runLater(() -> {
                rowsAreMoving = false;
                showCursor();
            });
        }
    }

    private void showCursor() {
        LiveItem<Environment> cursor = model.cursor().get();
        if (Objects.equals(getSelectionModel().getSelectedItem(), cursor) && !rowsAreMoving) {
            return;
        }
        int index = cursor == null ? -1 : sorted.indexOf(cursor);
        if (index < 0) {
            getSelectionModel().clearSelection();
        } else {
            getSelectionModel().clearAndSelect(index);
        }
    }

    private void scrollIntoView(int index) {
        double visible = Math.max(1, Math.floor((getHeight() - ROW) / ROW) - 1);
        int first = firstVisible();
        if (index < first) {
            scrollTo(index);
        } else if (index > first + visible) {
            scrollTo((int) Math.max(0, index - visible));
        }
    }

    private int firstVisible() {
        return lookupAll(".table-row-cell").stream()
                .filter(node -> node instanceof TableRow<?> row && !row.isEmpty() && row.isVisible())
                .mapToInt(node -> ((TableRow<?>) node).getIndex())
                .min()
                .orElse(0);
    }

    private void toggleMark(LiveItem<Environment> item, boolean through) {
        LiveItem<Environment> from = lastMarked;
        if (through && from != null && sorted.contains(from)) {
            int one = sorted.indexOf(from);
            int other = sorted.indexOf(item);
            model.mark(List.copyOf(sorted.subList(Math.min(one, other), Math.max(one, other) + 1)));
        } else {
            model.toggleMark(item);
        }
        lastMarked = item;
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            event.consume();
            model.actions().open().run();
        } else if (event.getCode() == KeyCode.SPACE && model.cursor().get() != null) {
            event.consume();
            toggleMark(model.cursor().get(), event.isShiftDown());
        }
    }

    private final class Row extends TableRow<LiveItem<Environment>> {
        Row() {
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !isEmpty()) {
                    model.actions().open().run();
                }
            });
            setOnContextMenuRequested(event -> {
                if (!isEmpty()) {
                    model.point(getItem());
                }
            });
            emptyProperty().subscribe(empty -> setContextMenu(empty ? null : menu()));
            Attachment.of(this, subscriptions -> {
                subscriptions.observe(model.marked(), marked -> showMark());
                subscriptions.observe(itemProperty(), item -> showMark());
            });
        }

        private ContextMenu menu() {
            return ActionControls.menu(model.actions().all());
        }

        private void showMark() {
            LiveItem<Environment> item = getItem();
            setId(item == null ? null : "fleet/row/" + item.id());
            pseudoClassStateChanged(MARKED, item != null && model.marked().get().contains(item.id()));
        }
    }
}
