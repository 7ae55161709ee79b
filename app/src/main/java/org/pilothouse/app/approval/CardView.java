package org.pilothouse.app.approval;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.artifact.ArtifactModel;
import org.pilothouse.app.artifact.ArtifactView;
import org.pilothouse.app.artifact.Exports;
import org.pilothouse.app.artifact.SensitiveMark;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.Facts;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.protocol.Json;

/** One approval, everything that a decision needs in the order in which it is needed. */
final class CardView extends VBox {
    private static final double SIDE = 290;
    private static final int LONGEST_ARGUMENTS = 4000;

    private final ApprovalsViewModel page;
    private final CardModel model;
    private final Ask ask;
    private final Exports exports;
    private final Consumer<String> clipboard;
    private final CountdownRing ring = new CountdownRing(11);
    private final Label left = new Label();
    private final HBox countdown = new HBox(ring, left);
    private final StatusBadge outcome = new StatusBadge().asPill();
    private final Label verdict = new Label();

    CardView(ApprovalsViewModel page, CardModel model, Exports exports, Consumer<String> clipboard) {
        this.page = page;
        this.model = model;
        this.ask = model.ask();
        this.exports = exports;
        this.clipboard = clipboard;
        setId("approval");
        getStyleClass().add("approval-card");
        verdict.setId("approval/verdict");
        verdict.getStyleClass().add("verdict");
        verdict.setWrapText(true);
        verdict.setMaxWidth(Double.MAX_VALUE);
        verdict.setMinHeight(USE_PREF_SIZE);
        HBox body = new HBox(pictureColumn(), side());
        body.getStyleClass().add("approval-body");
        body.setMinHeight(0);
        setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head(), what(), verdict);
        if (ask.typed() != null) {
            getChildren().add(typed(ask.typed()));
        }
        getChildren().addAll(body, new DecisionBar(page, model));
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.observe(model.standing(), this::show);
        subscriptions.observe(model.now().property(), now -> {
            Countdown next = Countdown.of(model.approval().get(), now);
            ring.show(next);
            left.setText(next.words().isEmpty() ? "" : next.words() + " left");
        });
    }

    private void show(Standing standing) {
        countdown.setVisible(standing.open());
        countdown.setManaged(standing.open());
        outcome.setVisible(!standing.open());
        outcome.setManaged(!standing.open());
        outcome.show(HistoryCell.look(standing));
        verdict.setVisible(!standing.open());
        verdict.setManaged(!standing.open());
        verdict.setText(standing.sentence() + (standing.reason().isEmpty() ? "." : ": “" + standing.reason() + "”"));
        verdict.getStyleClass().removeIf(style -> style.startsWith("tone-"));
        verdict.getStyleClass().add(standing.tone().styleClass());
    }

    private Node head() {
        Label sentence = new Label((ask.again() ? "Do it again: " : "") + ask.sentence());
        sentence.setId("approval/sentence");
        sentence.getStyleClass().add("approval-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        left.setMinWidth(USE_PREF_SIZE);
        countdown.getStyleClass().add("approval-countdown");
        countdown.setAlignment(Pos.CENTER_RIGHT);
        countdown.setMinWidth(USE_PREF_SIZE);
        HBox head = new HBox(sentence, countdown, outcome);
        head.getStyleClass().add("approval-head");
        head.setAlignment(Pos.TOP_LEFT);
        return head;
    }

    /** Operation, action, target and place: the same once more, exactly. */
    private Node what() {
        HBox row = new HBox();
        row.getStyleClass().add("approval-what");
        row.setAlignment(Pos.CENTER_LEFT);
        add(row, "Operation", ask.op());
        add(row, "Action", ask.action());
        add(row, "Target", ask.target());
        add(row, "On", ask.environment());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        row.getChildren().add(gap);
        if (page.canTakeOver(ask)) {
            Button takeOver = new Button("Take over", Icons.of(Feather.MONITOR));
            takeOver.setId("approval/take-over");
            takeOver.setMinWidth(USE_PREF_SIZE);
            takeOver.getStyleClass().add("small");
            takeOver.setOnAction(event -> page.takeOver(ask));
            row.getChildren().add(takeOver);
        }
        return row;
    }

    private static void add(HBox row, String name, String value) {
        if (!value.isEmpty()) {
            Label key = new Label(name);
            key.getStyleClass().add("fact-name");
            key.setMinWidth(USE_PREF_SIZE);
            Label text = new Label(value);
            text.getStyleClass().add("strong");
            text.setMinWidth(30);
            HBox pair = new HBox(key, text);
            pair.getStyleClass().add("approval-pair");
            row.getChildren().add(pair);
        }
    }

    private static Node typed(String text) {
        Label key = new Label("Text, exactly as it would be entered");
        key.getStyleClass().add("fact-name");
        Label typed = new Label(text.replace("\n", "⏎\n").replace("\t", "⇥\t"));
        typed.setId("approval/typed");
        typed.getStyleClass().addAll("mono", "typed-text");
        typed.setWrapText(true);
        typed.setMaxWidth(Double.MAX_VALUE);
        ScrollPane scroll = new ScrollPane(typed);
        scroll.getStyleClass().add("plain-scroll");
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(110);
        scroll.setMinHeight(36);
        VBox box = new VBox(key, scroll);
        box.getStyleClass().add("typed-box");
        box.setMinHeight(USE_PREF_SIZE);
        return box;
    }

    private Node pictureColumn() {
        VBox column = new VBox();
        column.getStyleClass().add("approval-picture");
        column.setMinSize(0, 0);
        HBox.setHgrow(column, Priority.ALWAYS);
        Node content = model.picture().map(this::picture).orElseGet(this::noPicture);
        VBox.setVgrow(content, Priority.ALWAYS);
        model.picture().ifPresent(picture -> column.getChildren().add(caption(picture)));
        column.getChildren().add(content);
        return column;
    }

    private Node picture(ArtifactModel picture) {
        return new ArtifactView("approval/picture", picture, ask.marks(), exports);
    }

    private Node caption(ArtifactModel picture) {
        Label name = new Label(ask.marks().isEmpty() ? "The desktop" : "The desktop, with the target marked");
        name.getStyleClass().add("strong");
        AgeLabel age = new AgeLabel(model.now(), "taken ");
        age.show(picture.item().createdAt());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(name, age, gap, new SensitiveMark());
        line.getStyleClass().add("approval-caption");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Node noPicture() {
        return new EmptyState(
                Feather.IMAGE,
                "No picture",
                ask.problem().isEmpty()
                        ? "This gateway took no picture of the desktop when it was asked."
                        : ask.problem());
    }

    private Node side() {
        Facts facts = new Facts();
        if (!ask.agent().isEmpty()) {
            facts.add("Agent", ask.agent());
        }
        if (ask.runId() != null) {
            facts.add("Run", runLink(ask.runId()));
        }
        if (!ask.conversation().isEmpty()) {
            facts.add(
                    "Conversation",
                    new CopyableText("conversation", tail(ask.conversation()), ask.conversation(), clipboard));
        }
        AgeLabel asked = new AgeLabel(model.now(), "");
        asked.show(model.approval().get().createdAt());
        facts.add("Asked", asked);
        if (model.picture().isPresent()
                && !model.picture().get().item().sha256().isEmpty()) {
            String hash = model.picture().get().item().sha256();
            facts.add("Picture", new CopyableText("SHA-256 of the picture", Ids.brief(hash), hash, clipboard));
        }
        VBox side = new VBox(group("Who asks", facts));
        side.getStyleClass().add("approval-side");
        if (!ask.rule().isEmpty()) {
            side.getChildren().add(group("Why it was held", text(ask.rule(), "approval-rule")));
        }
        if (!model.progress().isEmpty()) {
            side.getChildren().add(group("Who has to approve", progress()));
        }
        if (!ask.motivation().isEmpty()) {
            side.getChildren()
                    .add(group(
                            "What the agent says it is for",
                            text("“" + ask.motivation() + "”", "approval-motivation")));
        }
        if (!ask.problem().isEmpty() && model.picture().isPresent()) {
            side.getChildren().add(group("Mind", text(ask.problem(), "approval-problem")));
        }
        if (!ask.args().isEmpty()) {
            side.getChildren().add(group("All arguments", arguments()));
        }
        ScrollPane scroll = new ScrollPane(side);
        scroll.setId("approval/side");
        scroll.getStyleClass().addAll("plain-scroll", "approval-side-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinWidth(SIDE);
        scroll.setPrefWidth(SIDE);
        scroll.setMaxWidth(SIDE);
        return scroll;
    }

    private Node progress() {
        Label words = text(model.progress(), "approval-progress");
        words.setId("approval/progress");
        Attachment.of(
                words,
                subscriptions -> subscriptions.observe(
                        model.approval(),
                        now -> words.setText(model.progress().isEmpty() ? "All who had to have." : model.progress())));
        return words;
    }

    private Node runLink(String runId) {
        String step = ask.step() == null ? "" : ", step " + (ask.step() + 1);
        Button link = new Button(Ids.brief(runId) + step, Icons.of(Feather.ARROW_RIGHT));
        link.setId("approval/run");
        link.getStyleClass().addAll("copyable", "link-button");
        link.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        link.setOnAction(event -> page.openRun(ask));
        return link;
    }

    private Node arguments() {
        String pretty = Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(ask.args());
        Label text =
                new Label(pretty.length() > LONGEST_ARGUMENTS ? pretty.substring(0, LONGEST_ARGUMENTS) + "…" : pretty);
        text.getStyleClass().addAll("mono", "arguments");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        return text;
    }

    private static Label text(String words, String style) {
        Label label = new Label(words);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static VBox group(String title, Node content) {
        Label head = new Label(title);
        head.getStyleClass().add("section-title");
        VBox group = new VBox(head, content);
        group.getStyleClass().add("approval-group");
        return group;
    }

    /** The last part of a key says most. */
    private static String tail(String conversation) {
        return conversation.substring(conversation.lastIndexOf(':') + 1);
    }
}
