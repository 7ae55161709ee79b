package org.pilothouse.app.run;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action.Description;
import org.pilothouse.app.action.ActionGroup;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.action.ScreenAction;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.artifact.Exports;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.ProblemPane;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.outline.OutlineView;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunError;

/** The page of one run: its tree on the left, what is selected on the right, the screenshots below. */
public final class RunView extends VBox {
    private static final double ROW = 27;

    private final RunViewModel model;
    private final LiveActions liveActions;
    private final Exports exports;
    private final Consumer<String> clipboard;
    private final StatusBadge status = new StatusBadge().asPill();
    private final Label facts = new Label();
    private final Label trouble = new Label(null, Icons.of(Feather.ALERT_TRIANGLE));
    private final StackPane detail = new StackPane();
    private final OutlineView<RunEntry> tree;
    private final VBox whole = new VBox();
    private @Nullable RunEntry shown;

    public RunView(RunViewModel model, LiveActions liveActions, Exports exports, Consumer<String> clipboard) {
        this.model = model;
        this.liveActions = liveActions;
        this.exports = exports;
        this.clipboard = clipboard;
        setId("run");
        getStyleClass().add("page");
        facts.getStyleClass().add("muted");
        facts.setMinWidth(0);
        trouble.setId("run/trouble");
        trouble.getStyleClass().addAll("verdict", "tone-danger");
        trouble.setWrapText(true);
        trouble.setMaxWidth(Double.MAX_VALUE);
        trouble.setMinHeight(USE_PREF_SIZE);
        tree = new OutlineView<>(
                "run/tree",
                model.outline(),
                ROW,
                cell -> new EntryFace(() -> model.now().get()));
        tree.setAccessibleText("Steps, attempts and artifacts");
        tree.setMinWidth(220);
        detail.setMinSize(0, 0);
        SplitPane split = new SplitPane(tree, detail);
        split.getStyleClass().addAll("snapshot", "run-split");
        split.setDividerPositions(0.3);
        SplitPane.setResizableWithParent(tree, false);
        split.setMinHeight(0);
        VBox.setVgrow(split, Priority.ALWAYS);
        whole.getChildren().addAll(header(), trouble, split, new Filmstrip(model));
        setVgrow(whole, Priority.ALWAYS);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        tree.requestFocus();
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.add(liveActions.offer(new ActionGroup(
                "Run",
                List.of(
                        model.cancel(),
                        model.export(),
                        model.openApproval(),
                        new ScreenAction(
                                Description.of("run/picture/next", "Next screenshot", "In time", Feather.CHEVRON_RIGHT)
                                        .on(Shortcut.character(']')),
                                () -> model.movePicture(1)),
                        new ScreenAction(
                                Description.of(
                                                "run/picture/previous",
                                                "Previous screenshot",
                                                "In time",
                                                Feather.CHEVRON_LEFT)
                                        .on(Shortcut.character('[')),
                                () -> model.movePicture(-1))))));
        subscriptions.observeAny(this::showState, model.run(), model.problem());
        subscriptions.observe(model.selected(), this::showEntry);
        subscriptions.observe(model.now().property(), now -> showFacts());
    }

    private Node header() {
        Button runs = new Button("Runs", Icons.of(Feather.ARROW_LEFT));
        runs.setId("run/back");
        runs.getStyleClass().addAll("flat", "crumb");
        runs.setMinWidth(USE_PREF_SIZE);
        runs.setOnAction(event -> model.back());
        CopyableText id = new CopyableText("run id", Ids.brief(model.id()), model.id(), clipboard);
        id.getStyleClass().add("run-id");
        id.setMinWidth(USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button decide = ActionControls.passingButton(model.openApproval());
        decide.getStyleClass().add("accent");
        decide.setMinWidth(USE_PREF_SIZE);
        Button cancel = ActionControls.passingButton(model.cancel());
        cancel.setMinWidth(USE_PREF_SIZE);
        Button export = ActionControls.passingButton(model.export());
        export.setMinWidth(USE_PREF_SIZE);
        HBox header = new HBox(
                runs, Icons.of(Feather.CHEVRON_RIGHT, "muted-icon"), id, status, facts, gap, export, cancel, decide);
        header.getStyleClass().addAll("page-header", "environment-header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    private void showState() {
        Run run = model.run().get();
        if (run == null) {
            Node instead = model.problem().get() == null
                    ? new EmptyState(Feather.LIST, "Loading", "The gateway has not told about this run yet.")
                    : new ProblemPane("run/problem", model.problem().get(), clipboard, model::load);
            setVgrow(instead, Priority.ALWAYS);
            getChildren().setAll(instead);
            return;
        }
        if (!getChildren().contains(whole)) {
            getChildren().setAll(whole);
        }
        status.show(RunLooks.of(run.status()));
        RunError error = run.error();
        trouble.setVisible(error != null);
        trouble.setManaged(error != null);
        trouble.setText(error == null ? "" : error.message());
        showFacts();
    }

    private void showFacts() {
        Run run = model.run().get();
        if (run == null) {
            return;
        }
        String waits = run.status().isFinal() ? "" : RunLooks.waitsFor(run);
        String duration =
                RunLooks.duration(run.startedAt(), run.finishedAt(), model.now().get());
        facts.setText("agent " + RunLooks.agent(run) + " on " + RunLooks.environment(run)
                + (run.requestedBy() == null ? "" : ", started by " + run.requestedBy())
                + " " + Ages.ago(run.createdAt(), model.now().get())
                + (duration.isEmpty() ? "" : "  ·  " + duration)
                + (waits.isEmpty()
                        ? ""
                        : "  ·  waits for " + waits.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                                + waits.substring(1)));
    }

    private void showEntry(@Nullable RunEntry entry) {
        if (entry == null) {
            shown = null;
            detail.getChildren().clear();
            return;
        }
        // An artifact never changes; making its view again would lose zoom and selection.
        boolean same = shown != null
                && shown.key().equals(entry.key())
                && (entry instanceof RunEntry.OfArtifact || shown.equals(entry));
        if (!same || detail.getChildren().isEmpty()) {
            detail.getChildren().setAll(new EntryPane(model, entry, exports, clipboard));
        }
        shown = entry;
    }
}
