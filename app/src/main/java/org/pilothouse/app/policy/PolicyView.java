package org.pilothouse.app.policy;

import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyRule;

/** The rules in their order, their editor, and a place to try a step. Not there where the gateway has no policy. */
public final class PolicyView extends VBox {
    private final PolicyModel model;
    private final VBox list = new VBox();
    private final VBox editor = new VBox();
    private final VBox trial = new VBox();
    private final Label problem = new Label(null, Icons.of(Feather.ALERT_TRIANGLE));
    private final Button edit = new Button("Edit rules", Icons.of(Feather.EDIT_2));

    public PolicyView(PolicyModel model) {
        this.model = model;
        setId("policy");
        getStyleClass().add("section");
        Label head = new Label("Policy");
        head.getStyleClass().add("section-head");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        edit.setId("policy/edit");
        edit.setOnAction(event -> model.beginEdit());
        HBox line = new HBox(head, gap, edit);
        line.setAlignment(Pos.CENTER_LEFT);
        Label words = new Label("What agents may do on desktops. The first rule that is about a step decides;"
                + " where none is, a person is asked.");
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        list.setId("policy/rules");
        list.getStyleClass().add("list-box");
        problem.setId("policy/problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        fillEditor();
        fillTrial();
        getChildren().addAll(line, words, problem, list, editor, trial);
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.add(model.follow());
        subscriptions.observeAny(this::show, model.policy(), model.editing(), model.problem());
    }

    private void show() {
        Policy policy = model.policy().get();
        boolean editing = model.editing().get();
        toggle(problem, model.problem().get() != null);
        if (model.problem().get() != null) {
            problem.setText(
                    (model.problem().get().what() + " " + model.problem().get().why()).strip());
        }
        toggle(this, policy != null || model.problem().get() != null);
        toggle(list, !editing);
        toggle(edit, !editing);
        toggle(editor, editing);
        toggle(trial, model.canTry());
        if (policy != null) {
            list.getChildren()
                    .setAll(IntStream.range(0, policy.rules().size())
                            .mapToObj(i -> rule(i + 1, policy.rules().get(i)))
                            .toList());
        }
    }

    private static void toggle(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    private Node rule(int place, PolicyRule rule) {
        Label decision = new Label(place + ". " + RuleWords.decision(rule));
        decision.getStyleClass().addAll("strong", RuleWords.styleClass(rule.decision()));
        decision.setMinWidth(USE_PREF_SIZE);
        decision.setPrefWidth(110);
        Label about = new Label(RuleWords.about(rule));
        about.setWrapText(true);
        VBox words = new VBox(about);
        if (!RuleWords.note(rule).isEmpty()) {
            Label note = new Label(RuleWords.note(rule));
            note.getStyleClass().add("muted");
            note.setWrapText(true);
            words.getChildren().add(note);
        }
        words.getStyleClass().add("list-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(decision, words);
        row.setId("policy/rule/" + rule.ruleId());
        row.getStyleClass().add("list-row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (model.canTry()) {
            Button revoke = new Button(null, Icons.of(Feather.TRASH_2));
            revoke.setId("policy/revoke/" + rule.ruleId());
            revoke.getStyleClass().addAll("button-icon", "flat", "icon-button");
            revoke.setAccessibleText("Revoke " + rule.ruleId());
            revoke.setTooltip(new Tooltip("Revoke " + rule.ruleId()));
            revoke.setOnAction(event -> model.revoke(rule));
            row.getChildren().add(revoke);
        }
        return row;
    }

    private void fillEditor() {
        TextArea text = new TextArea();
        text.setId("policy/text");
        text.getStyleClass().add("mono");
        text.setPrefRowCount(18);
        Attachment.of(
                text,
                subscriptions -> subscriptions.bindBidirectional(
                        text.textProperty(), model.rules().text()));
        Button save = new Button("Save", Icons.of(Feather.CHECK));
        save.setId("policy/save");
        save.getStyleClass().add("accent");
        save.setOnAction(event -> model.save());
        Button cancel = new Button("Cancel");
        cancel.setId("policy/cancel");
        cancel.setOnAction(event -> model.cancelEdit());
        HBox buttons = new HBox(cancel, save);
        buttons.getStyleClass().add("decision-buttons");
        editor.getChildren()
                .addAll(
                        new FieldBox(
                                "Rules as JSON",
                                text,
                                model.rules(),
                                "rule_id, decision (allow, ask, deny), and any of operations, environments, agents,"
                                        + " requesters, windows, region, text, target, approvers, reason."),
                        buttons);
        editor.getStyleClass().add("policy-part");
    }

    private void fillTrial() {
        Label head = new Label("Try a step");
        head.getStyleClass().add("section-title");
        TextField step = FieldBox.textField("policy/try/step", model.step(), "{\"op\": …}");
        step.getStyleClass().add("mono");
        TextField environment = FieldBox.textField("policy/try/environment", model.environment(), "the only one");
        TextField window = FieldBox.textField("policy/try/window", model.window(), "not looked at");
        FieldBox where = new FieldBox("Environment", environment, model.environment(), "");
        FieldBox seen = new FieldBox("Window aimed at", window, model.window(), "");
        Button go = new Button("What would it get?", Icons.of(Feather.HELP_CIRCLE));
        go.setId("policy/try");
        go.setMinWidth(USE_PREF_SIZE);
        go.setOnAction(event -> model.tryStep());
        HBox row = new HBox(where, seen, go);
        row.getStyleClass().add("decision-buttons");
        row.setAlignment(Pos.BOTTOM_LEFT);
        Label verdict = new Label();
        verdict.setId("policy/verdict");
        verdict.setWrapText(true);
        verdict.setMinHeight(USE_PREF_SIZE);
        Attachment.of(
                verdict,
                subscriptions -> subscriptions.observe(model.verdict(), (@Nullable String words) -> {
                    verdict.setText(words);
                    toggle(verdict, words != null && !words.isEmpty());
                }));
        trial.getChildren()
                .addAll(
                        head,
                        new FieldBox("Its arguments", step, model.step(), "Nothing is done, and nothing looked at."),
                        row,
                        verdict);
        trial.getStyleClass().add("policy-part");
    }
}
