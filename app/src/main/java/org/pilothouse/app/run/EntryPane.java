package org.pilothouse.app.run;

import java.time.Instant;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.artifact.ArtifactItem;
import org.pilothouse.app.artifact.ArtifactView;
import org.pilothouse.app.artifact.ContentReader;
import org.pilothouse.app.artifact.Exports;
import org.pilothouse.app.artifact.JsonModel;
import org.pilothouse.app.artifact.JsonView;
import org.pilothouse.app.artifact.SensitiveMark;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.Facts;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.run.Attempt;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStep;
import tools.jackson.databind.JsonNode;

/** What is selected in a run: a step's facts, an attempt's result, or an artifact. */
final class EntryPane extends VBox {
    private static final double JSON_LEAST = 180;

    private final RunViewModel model;
    private final Exports exports;
    private final Consumer<String> clipboard;

    EntryPane(RunViewModel model, RunEntry entry, Exports exports, Consumer<String> clipboard) {
        this.model = model;
        this.exports = exports;
        this.clipboard = clipboard;
        setId("run/entry");
        getStyleClass().add("run-entry-pane");
        setMinSize(0, 0);
        switch (entry) {
            case RunEntry.OfStep(RunStep step) -> showStep(step);
            case RunEntry.OfAttempt(RunStep step, Attempt attempt) -> showAttempt(step, attempt);
            case RunEntry.OfArtifact artifact -> showArtifact(artifact);
        }
    }

    private void showStep(RunStep step) {
        Facts facts = new Facts();
        facts.add("Environment", step.environmentLabel() == null ? "–" : step.environmentLabel());
        addTimes(facts, step.startedAt(), step.finishedAt(), step.status().isFinal());
        facts.add("Attempts", step.attempts().size() + " of at most " + step.maxAttempts());
        facts.add("Time limit", Ages.milliseconds(step.timeoutMs()) + " for each attempt");
        if (step.nodeId() != null) {
            facts.add("Node", new CopyableText("node id", Ids.brief(step.nodeId()), step.nodeId(), clipboard));
        }
        String approvalId = step.approvalId();
        if (approvalId != null) {
            facts.add("Approval", approvalLink(approvalId));
        }
        if (step.motivation() != null && !step.motivation().isBlank()) {
            facts.add("The agent says", "“" + step.motivation() + "”");
        }
        String op = step.action().op();
        boolean types = op.equals("keyboard") || op.equals("clipboard_write");
        getChildren().add(head(EntryFace.sentence(step), RunLooks.of(step.status()), types));
        addError(step.error());
        getChildren().add(boxed(facts));
        addJson("Arguments", "run/entry/args", step.action().args());
    }

    private void showAttempt(RunStep step, Attempt attempt) {
        Facts facts = new Facts();
        facts.add("Step", step.stepIndex() + 1 + "  " + EntryFace.sentence(step));
        addTimes(facts, attempt.startedAt(), attempt.finishedAt(), false);
        facts.add("Artifacts", Sizes.count(attempt.artifacts().size(), "artifact"));
        if (attempt.dispatchId() != null) {
            facts.add(
                    "Dispatch",
                    new CopyableText("dispatch id", Ids.brief(attempt.dispatchId()), attempt.dispatchId(), clipboard));
        }
        getChildren().add(head("Attempt " + attempt.attempt(), RunLooks.of(attempt.status()), false));
        addError(attempt.error());
        getChildren().add(boxed(facts));
        if (attempt.result() != null) {
            addJson("Result", "run/entry/result", attempt.result());
        }
    }

    private void showArtifact(RunEntry.OfArtifact entry) {
        ArtifactItem item = entry.item();
        Label name = new Label(item.title());
        name.getStyleClass().add("entry-title");
        name.setMinWidth(60);
        Label what = new Label((item.size() < 0 ? "" : Sizes.brief(item.size()) + "  ·  ")
                + item.mime()
                + (item.createdAt() == null ? "" : "  ·  " + Ages.clock(item.createdAt())));
        what.getStyleClass().add("muted");
        what.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(Icons.of(EntryFace.icon(item), "muted-icon"), name, what, gap);
        if (!item.sha256().isEmpty()) {
            head.getChildren().add(new CopyableText("SHA-256", Ids.brief(item.sha256()), item.sha256(), clipboard));
        }
        if (item.sensitive()) {
            head.getChildren().add(new SensitiveMark());
        }
        head.getStyleClass().add("entry-head");
        head.setAlignment(Pos.CENTER_LEFT);
        ArtifactView view = new ArtifactView(
                "run/artifact", model.model(item), model.companion(entry).orElse(null), exports);
        setVgrow(view, Priority.ALWAYS);
        getChildren().addAll(head, view);
    }

    private Node head(String title, StatusLook look, boolean sensitive) {
        Label name = new Label(title);
        name.getStyleClass().add("entry-title");
        name.setWrapText(true);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(name);
        if (sensitive) {
            head.getChildren().add(new SensitiveMark());
        }
        head.getChildren().add(new StatusBadge(look).asPill());
        head.getStyleClass().add("entry-head");
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinHeight(USE_PREF_SIZE);
        return head;
    }

    private void addError(@Nullable RunError error) {
        if (error == null) {
            return;
        }
        Label what = new Label(error.message(), Icons.of(Feather.ALERT_TRIANGLE));
        what.setWrapText(true);
        what.setMinHeight(USE_PREF_SIZE);
        Label code = new Label(error.code());
        code.getStyleClass().addAll("mono", "muted");
        VBox box = new VBox(what, code);
        box.getStyleClass().addAll("trouble", "entry-trouble");
        box.setMinHeight(USE_PREF_SIZE);
        getChildren().add(box);
    }

    private void addJson(String title, String id, JsonNode value) {
        Label name = new Label(title);
        name.getStyleClass().addAll("section-title", "entry-section");
        name.setMaxWidth(Double.MAX_VALUE);
        JsonView view = new JsonView(id, new JsonModel(ContentReader.structure(value)), exports);
        view.setMinHeight(JSON_LEAST);
        setVgrow(view, Priority.ALWAYS);
        getChildren().addAll(name, view);
    }

    private void addTimes(Facts facts, @Nullable Instant from, @Nullable Instant to, boolean over) {
        facts.add("Began", from == null ? (over ? "Never" : "Not yet") : Ages.absolute(from));
        String duration = RunLooks.duration(from, to, model.now().get());
        if (!duration.isEmpty()) {
            facts.add("Took", to == null ? duration + " so far" : duration);
        }
    }

    private Node approvalLink(String approvalId) {
        Button link = new Button("Look at it", Icons.of(Feather.ARROW_RIGHT));
        link.setId("run/entry/approval");
        link.getStyleClass().addAll("copyable", "link-button");
        link.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        link.setOnAction(event -> model.openApproval(approvalId));
        return link;
    }

    private static Node boxed(Facts facts) {
        VBox box = new VBox(facts);
        box.getStyleClass().add("entry-facts");
        box.setMinHeight(USE_PREF_SIZE);
        return box;
    }
}
