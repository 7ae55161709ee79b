package org.pilothouse.app.nodes;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.PageHeader;
import org.pilothouse.app.component.ProblemPane;
import org.pilothouse.app.component.Segments;
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
        Segments<NodesViewModel.Shelf> shelves = new Segments<>(
                List.of(
                        new Segments.Option<>("nodes/shelf/nodes", NodesViewModel.Shelf.NODES, "Nodes"),
                        new Segments.Option<>("nodes/shelf/pairings", NodesViewModel.Shelf.PAIRINGS, "Pairing")),
                model.shelf(),
                model.shelf()::set);
        PageHeader header = new PageHeader("Nodes", age, shelves);
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
        Node pairings = new PairingsPane(model.pairings(), model.now(), clipboard);
        StackPane body = new StackPane();
        body.setMinHeight(0);
        setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header, asking(), body);
        Attachment.of(this, subscriptions -> {
            model.reload();
            subscriptions.observe(model.shelf(), shelf -> body.getChildren()
                    .setAll(shelf == NodesViewModel.Shelf.NODES ? table : pairings));
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

    /** A request must not go unseen because another list is shown. */
    private Node asking() {
        Label words = new Label(null, Icons.of(Feather.LINK));
        words.getStyleClass().add("banner-what");
        Button look = new Button("Look");
        look.setId("nodes/asking/look");
        look.getStyleClass().add("small");
        look.setOnAction(event -> model.shelf().set(NodesViewModel.Shelf.PAIRINGS));
        HBox banner = new HBox(words, look);
        banner.setId("nodes/asking");
        banner.getStyleClass().addAll("banner", "tone-accent");
        banner.setAlignment(Pos.CENTER_LEFT);
        Attachment.of(
                banner,
                subscriptions -> subscriptions.observeAny(
                        () -> {
                            int waiting = model.pairings().waiting().size();
                            words.setText(
                                    waiting == 1 ? "A node asks to be paired." : waiting + " nodes ask to be paired.");
                            boolean told = waiting > 0 && model.shelf().get() == NodesViewModel.Shelf.NODES;
                            banner.setVisible(told);
                            banner.setManaged(told);
                        },
                        model.pairings().source(),
                        model.shelf()));
        return banner;
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
