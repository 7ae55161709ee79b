package org.pilothouse.app.approval;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.KeyHint;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.protocol.approval.HeldBy;

/** The two buttons; a denial opens its reason in their place. */
final class DecisionBar extends VBox {
    private final ApprovalsViewModel page;
    private final CardModel model;
    private final Label problem = new Label(null, Icons.of(Feather.ALERT_TRIANGLE));
    private final TextField reason;
    private final HBox buttons = new HBox();
    private final VBox denial = new VBox();
    private final Label done = new Label();

    DecisionBar(ApprovalsViewModel page, CardModel model) {
        this.page = page;
        this.model = model;
        getStyleClass().add("decision-bar");
        setMinHeight(USE_PREF_SIZE);
        reason = FieldBox.textField("approval/reason", model.reason(), "for example: wrong account");
        problem.setId("approval/problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        fillButtons();
        fillDenial();
        ChangePane change = new ChangePane(model);
        getChildren().addAll(problem, more(), buttons, denial, change);
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.observeAny(
                this::showState,
                model.denying(),
                model.changing(),
                model.standing(),
                model.busy(),
                model.othersTold(),
                page.queue());
        subscriptions.observe(model.problem(), this::show);
        subscriptions.add(model.denying().subscribe((before, now) -> {
            if (now) {
                reason.requestFocus();
            }
        }));
    }

    private void showState() {
        boolean open = model.standing().get().open();
        boolean denying = open && model.denying().get();
        denial.setVisible(denying);
        denial.setManaged(denying);
        boolean plain = !denying && !(open && model.changing().get());
        buttons.setVisible(plain);
        buttons.setManaged(plain);
        done.setText(
                model.othersTold().get().isEmpty()
                        ? remaining(open)
                        : model.othersTold().get());
    }

    private String remaining(boolean open) {
        return (open
                ? model.busy().get() ? "Telling the gateway…" : ""
                : page.queue().isEmpty() ? "Nothing else waits." : page.queue().size() + " more waiting");
    }

    /** The others like it, while there are some. */
    private Node more() {
        CheckBox together = new CheckBox();
        together.setId("approval/together");
        Attachment.of(together, subscriptions -> {
            subscriptions.observe(model.alike(), many -> {
                together.setText("and the " + (many.intValue() == 1 ? "other one" : many + " others")
                        + " like it: same operation, agent and desktop");
                together.setVisible(many.intValue() > 0);
                together.setManaged(many.intValue() > 0);
            });
            together.setSelected(model.together().get());
            subscriptions.observe(together.selectedProperty(), model.together()::set);
        });
        return together;
    }

    /** What "always" may mean, in words; empty where it may not be said. */
    private MenuButton always() {
        MenuButton always = new MenuButton("Approve always…");
        always.setId("approval/always");
        always.setMinWidth(USE_PREF_SIZE);
        for (HeldBy.Suggestion scope : model.scopes()) {
            MenuItem item = new MenuItem(scope.words());
            item.setId("approval/always/" + scope.pattern());
            item.setOnAction(event -> model.approveAlways(scope));
            always.getItems().add(item);
        }
        return always;
    }

    private Button change() {
        Button change = new Button("Change…", Icons.of(Feather.EDIT_2));
        change.setId("approval/change");
        change.setMinWidth(USE_PREF_SIZE);
        change.setOnAction(event -> model.beginChange());
        return change;
    }

    private void show(@Nullable Problem now) {
        problem.setVisible(now != null);
        problem.setManaged(now != null);
        problem.setText(now == null ? "" : (now.what() + " " + now.why()).strip());
    }

    private void fillButtons() {
        Button approve = ActionControls.button(page.approve());
        approve.getStyleClass().add("success");
        Button deny = ActionControls.button(page.deny());
        deny.getStyleClass().add("danger");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        done.getStyleClass().add("muted");
        Label move = new Label("next, previous");
        move.getStyleClass().add("muted");
        MenuButton always = always();
        Button change = change();
        for (ButtonBase button : new ButtonBase[] {approve, deny, always, change}) {
            boolean offered = button == always ? !always.getItems().isEmpty() : button != change || model.canChange();
            Attachment.of(
                    button,
                    subscriptions -> subscriptions.observe(model.standing(), standing -> {
                        button.setVisible(standing.open() && offered);
                        button.setManaged(standing.open() && offered);
                    }));
        }
        buttons.getChildren()
                .addAll(
                        withKey(approve, "A"),
                        withKey(deny, "D"),
                        always,
                        change,
                        done,
                        gap,
                        new KeyHint("J"),
                        new KeyHint("K"),
                        move);
        buttons.getStyleClass().add("decision-buttons");
        buttons.setAlignment(Pos.CENTER_LEFT);
    }

    private static Node withKey(Button button, String key) {
        KeyHint hint = new KeyHint(key);
        hint.visibleProperty().bind(button.visibleProperty());
        hint.managedProperty().bind(button.managedProperty());
        HBox pair = new HBox(button, hint);
        pair.getStyleClass().add("decision-pair");
        pair.setAlignment(Pos.CENTER_LEFT);
        pair.managedProperty().bind(button.managedProperty());
        return pair;
    }

    private void fillDenial() {
        Button deny = new Button("Deny", Icons.of(Feather.X));
        deny.setId("approval/deny/ok");
        deny.getStyleClass().add("danger");
        deny.setMinWidth(USE_PREF_SIZE);
        deny.setOnAction(event -> model.deny());
        Button cancel = new Button("Cancel");
        cancel.setId("approval/deny/cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(event -> cancel());
        reason.setOnAction(event -> model.deny());
        reason.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                cancel();
            }
        });
        FieldBox field = new FieldBox(
                "Why not?",
                reason,
                model.reason(),
                "The agent is told, and it stands in the run. Enter denies, Esc goes back.");
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox pair = new HBox(cancel, deny);
        pair.getStyleClass().add("decision-buttons");
        HBox row = new HBox(field, pair);
        row.getStyleClass().add("denial");
        row.setAlignment(Pos.CENTER_LEFT);
        denial.getChildren().add(row);
    }

    private void cancel() {
        model.cancelDenial();
        // The keys of the card work again only away from the field.
        getParent().requestFocus();
    }
}
