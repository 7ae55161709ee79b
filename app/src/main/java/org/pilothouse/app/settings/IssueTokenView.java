package org.pilothouse.app.settings;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.settings.IssueTokenModel.For;
import org.pilothouse.app.settings.IssueTokenModel.Life;
import org.pilothouse.protocol.identity.AccessTokens.Issued;

/** Whose token, what for and how long; then the token, with a button that copies it. */
public final class IssueTokenView extends VBox {
    private final IssueTokenModel model;
    private final Consumer<String> clipboard;

    public IssueTokenView(IssueTokenModel model, Consumer<String> clipboard) {
        this.model = model;
        this.clipboard = clipboard;
        setId("issue-token");
        getStyleClass().add("form-dialog");
        setMaxSize(540, USE_PREF_SIZE);
        setPrefWidth(540);
        Attachment.of(this, subscriptions -> subscriptions.observe(model.issued(), this::show));
    }

    private void show(@Nullable Issued token) {
        getChildren().setAll(token == null ? form() : result(token));
    }

    private List<Node> form() {
        TextField name = FieldBox.textField("issue-token/name", model.name(), "for example Anna, or nightly-tests");
        name.getProperties().put(DialogHostView.FIRST, true);
        name.setOnAction(event -> model.issue());
        Label hint = new Label();
        hint.setId("issue-token/hint");
        hint.getStyleClass().add("field-note");
        Attachment.of(hint, subscriptions -> subscriptions.observe(model.who(), who -> hint.setText(who.hint())));
        Button cancel = new Button("Cancel");
        cancel.setId("issue-token/cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> model.close());
        Button make = new Button("Make token");
        make.setId("issue-token/ok");
        make.setDefaultButton(true);
        make.getStyleClass().add("accent");
        make.setOnAction(event -> model.issue());
        return List.of(
                title("New token"),
                new FieldBox(
                        "Whose", name, model.name(), "The same name is the same person, whichever token they use."),
                field(
                        "What for",
                        new Segments<>(
                                Arrays.stream(For.values())
                                        .map(who -> new Segments.Option<>(
                                                "issue-token/for/" + who.words(), who, who.words()))
                                        .toList(),
                                model.who(),
                                model.who()::set),
                        hint),
                field(
                        "How long",
                        new Segments<>(
                                Arrays.stream(Life.values())
                                        .map(life -> new Segments.Option<>(
                                                "issue-token/life/" + life.words(), life, life.words()))
                                        .toList(),
                                model.life(),
                                model.life()::set)),
                buttons(cancel, make));
    }

    private List<Node> result(Issued issued) {
        TextField token = new TextField(issued.token());
        token.setId("issue-token/token");
        token.setEditable(false);
        token.getStyleClass().add("mono");
        token.setAccessibleText("The new token");
        Label once = new Label("It is shown this once. Give it to " + issued.displayName()
                + " by a way that nobody else reads; whoever has it is them.");
        once.getStyleClass().add("muted");
        once.setWrapText(true);
        Button copy = new Button("Copy", Icons.of(Feather.COPY));
        copy.setId("issue-token/copy");
        copy.getStyleClass().add("accent");
        copy.getProperties().put(DialogHostView.FIRST, true);
        copy.setOnAction(event -> clipboard.accept(issued.token()));
        Button done = new Button("Done");
        done.setId("issue-token/done");
        done.setCancelButton(true);
        done.setOnAction(event -> model.close());
        return List.of(title("The token of " + issued.displayName()), token, once, buttons(done, copy));
    }

    private static Label title(String text) {
        Label title = new Label(text);
        title.getStyleClass().add("dialog-title");
        title.setWrapText(true);
        return title;
    }

    private static VBox field(String name, Node... content) {
        Label label = new Label(name);
        label.getStyleClass().add("field-name");
        VBox field = new VBox(label);
        field.getChildren().addAll(content);
        field.getStyleClass().add("field");
        return field;
    }

    private static HBox buttons(Button... buttons) {
        HBox row = new HBox(buttons);
        row.getStyleClass().add("dialog-buttons");
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }
}
