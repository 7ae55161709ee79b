package org.pilothouse.app.nodes;

import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.PageHeader;
import org.pilothouse.app.component.ProblemPane;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.node.NodeInfo;

/** The nodes, to be read; Enter or a double click opens the environment that owns one. */
public final class NodesView extends VBox {
    private static final double ROW = 32;

    private final NodesViewModel model;
    private final Consumer<String> clipboard;
    private final TableView<LiveItem<NodeInfo>> table;

    public NodesView(NodesViewModel model, Consumer<String> clipboard) {
        this.model = model;
        this.clipboard = clipboard;
        setId("nodes");
        getStyleClass().add("page");
        AgeLabel age = new AgeLabel(model.now(), "Updated ");
        PageHeader header = new PageHeader("Nodes", age);
        table = new TableView<>(model.nodes().sorted(Comparator.comparing(item -> model.environment(item.get()))));
        table.setId("nodes/table");
        table.getStyleClass().addAll("dense", "edge-to-edge");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("Status", 120, StatusCell::new));
        table.getColumns().add(column("Environment", 200, () -> new TextCell(model::environment, "strong")));
        table.getColumns().add(column("Node", 170, () -> new TextCell(node -> Ids.brief(node.nodeId()), "mono")));
        table.getColumns().add(column("Pairing", 120, () -> new TextCell(NodeWords::pairing, "")));
        table.getColumns().add(column("Capabilities", 220, () -> new TextCell(NodeWords::capabilities, "")));
        table.getColumns().add(column("Version", 90, () -> new TextCell(NodeWords::version, "mono")));
        table.getColumns().add(column("Last seen", 160, SeenCell::new));
        table.setRowFactory(view -> row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            LiveItem<NodeInfo> chosen = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                event.consume();
                model.open(chosen.get());
            }
        });
        setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(header, table);
        Attachment.of(this, subscriptions -> {
            model.reload();
            subscriptions.observe(model.freshness(), freshness -> {
                age.show(freshness.updatedAt());
                table.setPlaceholder(placeholder(freshness));
            });
            subscriptions.observeAny(
                    () -> header.summary()
                            .setText(Sizes.count(model.nodes().size(), "node") + "  ·  "
                                    + model.nodes().stream()
                                            .filter(item -> item.get().connected())
                                            .count()
                                    + " connected"),
                    model.nodes());
        });
    }

    @Override
    public void requestFocus() {
        table.requestFocus();
    }

    private TableRow<LiveItem<NodeInfo>> row() {
        TableRow<LiveItem<NodeInfo>> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                model.open(row.getItem().get());
            }
        });
        return row;
    }

    private static TableColumn<LiveItem<NodeInfo>, NodeInfo> column(
            String title, double width, Supplier<TableCell<LiveItem<NodeInfo>, NodeInfo>> cell) {
        TableColumn<LiveItem<NodeInfo>, NodeInfo> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> features.getValue().value());
        column.setCellFactory(ignored -> cell.get());
        return column;
    }

    private Node placeholder(Freshness freshness) {
        if (freshness.problem() != null && !freshness.hasContent()) {
            return new ProblemPane("nodes/problem", freshness.problem(), clipboard, model::reload);
        }
        return new EmptyState(
                Feather.CPU,
                freshness.hasContent() ? "No nodes" : "Loading nodes",
                "A node is the agent inside an environment. It shows up here once its environment has started.");
    }

    private static final class TextCell extends TableCell<LiveItem<NodeInfo>, NodeInfo> {
        private final Function<NodeInfo, String> text;

        TextCell(Function<NodeInfo, String> text, String styleClass) {
            this.text = text;
            if (!styleClass.isEmpty()) {
                getStyleClass().add(styleClass);
            }
        }

        @Override
        protected void updateItem(@Nullable NodeInfo node, boolean empty) {
            super.updateItem(node, empty);
            setText(empty || node == null ? null : text.apply(node));
            setTooltip(empty || node == null || !getStyleClass().contains("mono") ? null : new Tooltip(node.nodeId()));
        }
    }

    private static final class StatusCell extends TableCell<LiveItem<NodeInfo>, NodeInfo> {
        private final StatusBadge badge = new StatusBadge();

        @Override
        protected void updateItem(@Nullable NodeInfo node, boolean empty) {
            super.updateItem(node, empty);
            if (empty || node == null) {
                setGraphic(null);
            } else {
                badge.show(NodeWords.look(node));
                setGraphic(badge);
            }
        }
    }

    private final class SeenCell extends TableCell<LiveItem<NodeInfo>, NodeInfo> {
        private final AgeLabel age = new AgeLabel(model.now(), "");

        @Override
        protected void updateItem(@Nullable NodeInfo node, boolean empty) {
            super.updateItem(node, empty);
            age.show(empty || node == null ? null : node.lastSeenAt());
            setGraphic(empty ? null : age);
        }
    }
}
