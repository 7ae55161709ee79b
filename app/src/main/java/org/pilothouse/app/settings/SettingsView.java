package org.pilothouse.app.settings;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.Facts;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.PageHeader;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.config.ConsoleSettings.Appearance;
import org.pilothouse.app.config.ConsoleSettings.ThemeChoice;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.policy.PolicyModel;
import org.pilothouse.app.policy.PolicyView;

/** The settings, one section under the other. */
public final class SettingsView extends VBox {
    private static final double READING_WIDTH = 760;

    private final SettingsViewModel model;
    private final Consumer<String> clipboard;
    private final VBox gateways = new VBox();
    private final VBox tokens = new VBox();

    public SettingsView(SettingsViewModel model, PolicyModel policy, Consumer<String> clipboard) {
        this.model = model;
        this.clipboard = clipboard;
        setId("settings");
        getStyleClass().add("page");
        VBox sections = new VBox(
                gatewaySection(),
                tokensSection(),
                approvalsSection(),
                new PolicyView(policy),
                appearanceSection(),
                storageSection());
        sections.getStyleClass().add("sections");
        sections.setMaxWidth(READING_WIDTH);
        ScrollPane scroll = new ScrollPane(sections);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("plain-scroll");
        setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(new PageHeader("Settings"), scroll);
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.observeAny(
                () -> gateways.getChildren()
                        .setAll(model.gateways().stream().map(this::gateway).toList()),
                model.gateways(),
                model.chosen());
        subscriptions.observeAny(
                () -> tokens.getChildren()
                        .setAll(model.tokens().tokens().stream()
                                .map(token -> new TokenRow(token, model.tokens()))
                                .toList()),
                model.tokens().tokens());
        subscriptions.observe(model.chosen(), chosen -> model.tokens().load());
    }

    /** Not there where the gateway has no such thing, or it is not for this console. */
    private Node tokensSection() {
        Button make = new Button("New token", Icons.of(Feather.PLUS));
        make.setId("settings/token/new");
        make.setOnAction(event -> model.tokens().issue());
        tokens.getStyleClass().add("list-box");
        Node section = section(
                "Who may use it",
                "People and agents with a token for the gateway in use. Revoking one disconnects whoever uses it.",
                make,
                tokens);
        Attachment.of(
                section,
                subscriptions -> subscriptions.observe(model.tokens().available(), available -> {
                    section.setVisible(available);
                    section.setManaged(available);
                }));
        return section;
    }

    private Node gatewaySection() {
        Button add = new Button("Add gateway", Icons.of(Feather.PLUS));
        add.setId("settings/gateway/add");
        add.setOnAction(event -> model.add());
        gateways.getStyleClass().add("list-box");
        return section(
                "Gateways",
                "The console talks to one gateway at a time: the one inside it, or one that your team runs elsewhere.",
                add,
                gateways);
    }

    private Node gateway(GatewayChoice choice) {
        boolean chosen = model.isChosen(choice);
        Label name = new Label(choice.name());
        name.getStyleClass().add("strong");
        Label address = new Label(choice.address());
        address.getStyleClass().addAll("muted", choice.url() == null ? "plain" : "mono");
        VBox words = new VBox(name, address);
        words.getStyleClass().add("list-words");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row =
                new HBox(Icons.of(choice.url() == null ? Feather.HARD_DRIVE : Feather.GLOBE, "muted-icon"), words, gap);
        row.setId("settings/gateway/" + choice.id());
        row.getStyleClass().add("list-row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (model.isEditable(choice)) {
            row.getChildren()
                    .addAll(
                            icon(
                                    "settings/gateway/edit/" + choice.id(),
                                    "Edit " + choice.name(),
                                    Feather.EDIT_2,
                                    () -> model.edit(choice)),
                            remove(choice, chosen));
        }
        if (chosen) {
            Label inUse = new Label("In use", Icons.of(Feather.CHECK));
            inUse.getStyleClass().add("in-use");
            row.getChildren().add(inUse);
        } else {
            Button use = ActionControls.button(model.choose(choice));
            use.setGraphic(null);
            row.getChildren().add(use);
        }
        return row;
    }

    private Button remove(GatewayChoice choice, boolean chosen) {
        Button remove = icon(
                "settings/gateway/remove/" + choice.id(),
                "Remove " + choice.name(),
                Feather.TRASH_2,
                () -> model.remove(choice));
        remove.setDisable(chosen);
        return remove;
    }

    private static Button icon(String id, String name, Feather icon, Runnable run) {
        Button button = new Button(null, Icons.of(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat", "icon-button");
        button.setAccessibleText(name);
        button.setTooltip(new Tooltip(name));
        button.setOnAction(event -> run.run());
        return button;
    }

    private Node appearanceSection() {
        Segments<ThemeChoice> themes = new Segments<>(
                List.of(
                        new Segments.Option<>("settings/theme/system", ThemeChoice.SYSTEM, "As the system"),
                        new Segments.Option<>("settings/theme/light", ThemeChoice.LIGHT, "Light"),
                        new Segments.Option<>("settings/theme/dark", ThemeChoice.DARK, "Dark")),
                model.themeChoice(),
                model.themeChoice()::set);
        Slider scale = new Slider(Appearance.SMALLEST, Appearance.LARGEST, 100);
        scale.setId("settings/font-scale");
        scale.setMajorTickUnit(10);
        scale.setMinorTickCount(0);
        scale.setSnapToTicks(true);
        scale.setBlockIncrement(10);
        scale.setPrefWidth(240);
        scale.setAccessibleText("Text size in percent");
        Label percent = new Label();
        percent.getStyleClass().add("muted");
        HBox size = new HBox(scale, percent);
        size.getStyleClass().add("with-unit");
        size.setAlignment(Pos.CENTER_LEFT);
        Attachment.of(scale, subscriptions -> {
            scale.setValue(model.fontScale().get());
            // Applied when the thumb rests: everything moves with the text size, the slider too.
            subscriptions.observe(scale.valueChangingProperty(), changing -> applyScale(scale));
            subscriptions.observe(scale.valueProperty(), value -> {
                percent.setText(Math.round(value.doubleValue()) + " %");
                applyScale(scale);
            });
            subscriptions.observe(model.fontScale(), value -> scale.setValue(value.intValue()));
        });
        Facts rows = new Facts();
        rows.add("Colours", themes);
        rows.add("Text size", size);
        return section("Appearance", "", null, rows);
    }

    private void applyScale(Slider scale) {
        if (!scale.isValueChanging()) {
            model.fontScale().set((int) Math.round(scale.getValue() / 10) * 10);
        }
    }

    private Node approvalsSection() {
        CheckBox sound = new CheckBox("Play a sound when somebody is asked");
        sound.setId("settings/approval-sound");
        sound.setSelected(model.sound());
        sound.setOnAction(event -> model.sound(sound.isSelected()));
        return section("Approvals", "", null, sound);
    }

    private Node storageSection() {
        Facts facts = new Facts();
        String config = model.folders().config().toString();
        String state = model.folders().state().toString();
        facts.add("Settings", new CopyableText("settings folder", config, config, clipboard));
        facts.add("Data and logs", new CopyableText("state folder", state, state, clipboard));
        facts.add("Tokens", model.secretsDescription());
        return section("Storage", "", null, facts);
    }

    private static Node section(String title, String text, @Nullable Node action, Node content) {
        Label head = new Label(title);
        head.getStyleClass().add("section-head");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(head, gap);
        line.setAlignment(Pos.CENTER_LEFT);
        if (action != null) {
            line.getChildren().add(action);
        }
        VBox section = new VBox(line);
        section.getStyleClass().add("section");
        if (!text.isEmpty()) {
            Label words = new Label(text);
            words.getStyleClass().add("muted");
            words.setWrapText(true);
            section.getChildren().add(words);
        }
        section.getChildren().add(content);
        return section;
    }
}
