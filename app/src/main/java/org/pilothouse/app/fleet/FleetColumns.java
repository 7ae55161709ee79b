package org.pilothouse.app.fleet;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.NodeLink;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.environment.Environment;

/** The columns of the fleet's table. */
final class FleetColumns {
    /** Index of the column that names the environment. */
    static final int LABEL = 2;

    private final FleetViewModel model;
    private final BiConsumer<LiveItem<Environment>, Boolean> toggleMark;
    private final Map<TableColumn<?, ?>, Width> widths = new HashMap<>();

    /** px at the usual text size; in a wide window the room goes to what needs it: the error. */
    private record Width(double usual, double least, double most) {}

    /** @param toggleMark takes the row and whether all rows since the last one are meant */
    FleetColumns(FleetViewModel model, BiConsumer<LiveItem<Environment>, Boolean> toggleMark) {
        this.model = model;
        this.toggleMark = toggleMark;
    }

    /**
     * Words need more room when they are larger.
     *
     * @param factor of the usual text size
     */
    void scale(double factor) {
        widths.forEach((column, width) -> {
            column.setMinWidth(0);
            column.setMaxWidth(width.most() * factor);
            column.setPrefWidth(width.usual() * factor);
            column.setMinWidth(width.least() * factor);
        });
    }

    List<TableColumn<LiveItem<Environment>, FleetRow>> all() {
        return List.of(mark(), status(), label(), host(), image(), node(), uptime(), lastError());
    }

    private TableColumn<LiveItem<Environment>, FleetRow> mark() {
        var column = column("mark", "", new Width(34, 34, 34), MarkCell::new, Comparator.comparing(row -> ""));
        column.setSortable(false);
        column.setResizable(false);
        return column;
    }

    private TableColumn<LiveItem<Environment>, FleetRow> status() {
        return column(
                "status",
                "Status",
                new Width(104, 98, 150),
                () -> new BadgeCell(FleetRow::status),
                Comparator.comparing(row -> row.environment().status()));
    }

    private TableColumn<LiveItem<Environment>, FleetRow> label() {
        return column(
                "label",
                "Label",
                new Width(230, 150, 480),
                LabelCell::new,
                Comparator.comparing(row -> row.environment().displayName(), String.CASE_INSENSITIVE_ORDER));
    }

    private TableColumn<LiveItem<Environment>, FleetRow> host() {
        return column(
                "host",
                "Host",
                new Width(110, 70, 240),
                () -> new TextCell(FleetRow::host, ""),
                Comparator.comparing(FleetRow::host));
    }

    private TableColumn<LiveItem<Environment>, FleetRow> image() {
        return column(
                "image",
                "Image",
                new Width(190, 80, 420),
                () -> new TextCell(row -> Ids.image(row.environment().imageRef()), "mono"),
                Comparator.comparing(row -> row.environment().imageRef()));
    }

    private TableColumn<LiveItem<Environment>, FleetRow> node() {
        return column(
                "node",
                "Node",
                new Width(120, 112, 160),
                () -> new BadgeCell(row -> row.node().present() ? row.node().look() : null),
                Comparator.comparing((FleetRow row) -> row.node().connected())
                        .thenComparing(row -> row.node().paired()));
    }

    private TableColumn<LiveItem<Environment>, FleetRow> uptime() {
        var column = column(
                "uptime",
                "Uptime",
                new Width(92, 86, 120),
                UptimeCell::new,
                Comparator.comparing(
                        (FleetRow row) -> row.uptime(model.now().get()).orElse(Duration.ZERO)));
        column.getStyleClass().add("number");
        return column;
    }

    private TableColumn<LiveItem<Environment>, FleetRow> lastError() {
        return column(
                "error",
                "Last error",
                new Width(240, 60, 5000),
                () -> new TextCell(FleetRow::lastError, "error-text"),
                Comparator.comparing(FleetRow::lastError));
    }

    private TableColumn<LiveItem<Environment>, FleetRow> column(
            String id,
            String title,
            Width width,
            Supplier<TableCell<LiveItem<Environment>, FleetRow>> cell,
            Comparator<FleetRow> order) {
        TableColumn<LiveItem<Environment>, FleetRow> column = new TableColumn<>(title);
        column.setId("fleet/column/" + id);
        widths.put(column, width);
        column.setReorderable(false);
        column.setCellFactory(ignored -> cell.get());
        column.setCellValueFactory(features -> {
            LiveItem<Environment> item = features.getValue();
            return item.value().map(environment -> model.row(item));
        });
        column.setComparator(order);
        return column;
    }

    private final class MarkCell extends TableCell<LiveItem<Environment>, FleetRow> {
        private final CheckBox box = new CheckBox();

        MarkCell() {
            getStyleClass().add("mark-cell");
            setAlignment(Pos.CENTER);
            box.setFocusTraversable(false);
            box.setMouseTransparent(true);
            addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
                if (event.isPrimaryButtonDown() && !isEmpty()) {
                    event.consume();
                    toggleMark.accept(getTableRow().getItem(), event.isShiftDown());
                }
            });
            Attachment.of(this, subscriptions -> subscriptions.observe(model.marked(), marked -> refresh()));
        }

        @Override
        protected void updateItem(@Nullable FleetRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty || row == null ? null : box);
            refresh();
        }

        private void refresh() {
            FleetRow row = getItem();
            box.setSelected(row != null
                    && model.marked().get().contains(row.environment().environmentId()));
        }
    }

    private static final class BadgeCell extends TableCell<LiveItem<Environment>, FleetRow> {
        private final StatusBadge badge = new StatusBadge();
        private final Function<FleetRow, @Nullable StatusLook> look;

        BadgeCell(Function<FleetRow, @Nullable StatusLook> look) {
            this.look = look;
        }

        @Override
        protected void updateItem(@Nullable FleetRow row, boolean empty) {
            super.updateItem(row, empty);
            StatusLook shown = empty || row == null ? null : look.apply(row);
            if (shown == null) {
                setGraphic(null);
                setText(empty || row == null ? null : NodeLink.NONE.word());
            } else {
                badge.show(shown);
                setText(null);
                setGraphic(badge);
            }
        }
    }

    private static final class LabelCell extends TableCell<LiveItem<Environment>, FleetRow> {
        private final Label name = new Label();
        private final Label id = new Label();
        private final HBox both = new HBox(name, id);

        LabelCell() {
            name.getStyleClass().add("strong");
            id.getStyleClass().addAll("mono", "muted", "id");
            // Where room is short, the id gives way.
            id.setMinWidth(0);
            HBox.setHgrow(id, Priority.ALWAYS);
            both.getStyleClass().add("label-cell");
            both.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable FleetRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            name.setText(row.environment().displayName());
            id.setText(Ids.brief(row.environment().environmentId()));
            setGraphic(both);
        }
    }

    private static final class TextCell extends TableCell<LiveItem<Environment>, FleetRow> {
        private final Function<FleetRow, String> text;
        private final Tooltip tooltip = new Tooltip();

        TextCell(Function<FleetRow, String> text, String styleClass) {
            this.text = text;
            if (!styleClass.isEmpty()) {
                getStyleClass().add(styleClass);
            }
            tooltip.setMaxWidth(480);
            tooltip.setWrapText(true);
        }

        @Override
        protected void updateItem(@Nullable FleetRow row, boolean empty) {
            super.updateItem(row, empty);
            String shown = empty || row == null ? "" : text.apply(row);
            setText(shown);
            tooltip.setText(shown);
            setTooltip(shown.isEmpty() ? null : tooltip);
        }
    }

    private final class UptimeCell extends TableCell<LiveItem<Environment>, FleetRow> {
        UptimeCell() {
            Attachment.of(
                    this, subscriptions -> subscriptions.observe(model.now().property(), now -> refresh()));
        }

        @Override
        protected void updateItem(@Nullable FleetRow row, boolean empty) {
            super.updateItem(row, empty);
            refresh();
        }

        private void refresh() {
            FleetRow row = getItem();
            setText(
                    isEmpty() || row == null
                            ? null
                            : row.uptime(model.now().get()).map(Ages::length).orElse("–"));
        }
    }
}
