package org.pilothouse.app.nodes;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.Facts;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.node.Pairing.TrustLevel;

/** A node that asks to be trusted: who it is, what it wants, and how far it shall be trusted. */
final class PairingCard extends VBox {
    private final PairingModel model;
    private final String id;

    PairingCard(PairingModel model, Now now, Consumer<String> clipboard) {
        this.model = model;
        Pairing pairing = model.pairing();
        this.id = "pairing/" + pairing.pairingId();
        setId(id);
        getStyleClass().addAll("plain-card", "pairing-card");
        getChildren().addAll(head(pairing, now), new HBox(30, facts(pairing, now, clipboard), trust()));
        Label asks = new Label("It asks for");
        asks.getStyleClass().add("section-title");
        getChildren().add(asks);
        CapabilityRisk.groups(pairing.node().capabilities())
                .forEach((risk, capabilities) -> getChildren().add(group(risk, capabilities)));
        getChildren().add(decision());
    }

    private Node head(Pairing pairing, Now now) {
        Label name = new Label(PairingsModel.name(pairing) + " asks to be paired");
        name.getStyleClass().add("card-title");
        AgeLabel age = new AgeLabel(now, "");
        age.show(pairing.requestedAt());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(Icons.of(Feather.CPU, "muted-icon"), name, gap, age);
        head.getStyleClass().add("card-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static Node facts(Pairing pairing, Now now, Consumer<String> clipboard) {
        Facts facts = new Facts();
        String nodeId = pairing.node().nodeId();
        facts.add("Node", new CopyableText("node id", Ids.brief(nodeId), nodeId, clipboard));
        add(facts, "Platform", pairing, "platform");
        add(facts, "Version", pairing, "version");
        add(facts, "Address", pairing, "ip");
        facts.add(
                "Managed",
                pairing.node().managedDesktop() == null
                        ? "No: it is no desktop of this gateway"
                        : "Yes: this gateway made its desktop");
        AgeLabel seen = new AgeLabel(now, "");
        seen.show(pairing.node().lastSeenAt());
        facts.add("Last seen", seen);
        return facts;
    }

    private static void add(Facts facts, String name, Pairing pairing, String key) {
        Map<String, @Nullable Object> metadata = pairing.node().metadata();
        Object value = metadata == null ? null : metadata.get(key);
        if (value != null) {
            facts.add(name, value.toString());
        }
    }

    private Node trust() {
        Label title = new Label("Trust");
        title.getStyleClass().add("section-title");
        Segments<TrustLevel> levels = new Segments<>(
                List.of(
                        new Segments.Option<>(id + "/remote", TrustLevel.REMOTE, "Remote"),
                        new Segments.Option<>(id + "/local", TrustLevel.LOCAL, "Local")),
                model.trust(),
                model.trust()::set);
        Label words = new Label();
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        words.setPrefWidth(300);
        words.setMinHeight(USE_PREF_SIZE);
        Attachment.of(
                words,
                subscriptions -> subscriptions.observe(
                        model.trust(),
                        level -> words.setText(
                                level == TrustLevel.LOCAL
                                        ? "A machine of yours, as good as one of this gateway's own desktops."
                                        : "A machine elsewhere, that somebody else may control.")));
        VBox box = new VBox(title, levels, words);
        box.getStyleClass().add("pairing-trust");
        return box;
    }

    private Node group(CapabilityRisk risk, List<Capability> capabilities) {
        Label title = new Label(risk.title());
        title.getStyleClass().addAll("strong", "risk-title");
        Label words = new Label(risk.words());
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        FlowPane boxes = new FlowPane();
        boxes.getStyleClass().add("capabilities");
        for (Capability capability : capabilities) {
            BooleanProperty granted = model.granted().get(capability);
            if (granted != null) {
                CheckBox box = new CheckBox(CapabilityRisk.name(capability));
                box.setId(id + "/grant/" + CapabilityRisk.name(capability));
                Attachment.of(box, subscriptions -> subscriptions.bindBidirectional(box.selectedProperty(), granted));
                boxes.getChildren().add(box);
            }
        }
        VBox group = new VBox(title, words, boxes);
        group.getStyleClass().addAll("risk", risk.tone().styleClass());
        return group;
    }

    private Node decision() {
        TextField reason = new TextField();
        reason.setId(id + "/reason");
        reason.setAccessibleText("Reason");
        reason.setPromptText("Reason, for the record (may be empty)");
        HBox.setHgrow(reason, Priority.ALWAYS);
        Button deny = new Button("Deny", Icons.of(Feather.X));
        deny.setId(id + "/deny");
        deny.getStyleClass().add("danger");
        deny.setMinWidth(USE_PREF_SIZE);
        deny.setOnAction(event -> model.deny());
        Button approve = new Button("Pair with what is ticked", Icons.of(Feather.CHECK));
        approve.setId(id + "/approve");
        approve.getStyleClass().add("accent");
        approve.setMinWidth(USE_PREF_SIZE);
        approve.setOnAction(event -> model.approve());
        Label problem = new Label(null, Icons.of(Feather.ALERT_TRIANGLE));
        problem.setId(id + "/problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMaxWidth(Double.MAX_VALUE);
        Attachment.of(reason, subscriptions -> {
            subscriptions.bindBidirectional(reason.textProperty(), model.reason());
            subscriptions.observe(model.busy(), busy -> {
                deny.setDisable(busy);
                approve.setDisable(busy);
            });
            subscriptions.observe(model.problem(), text -> {
                problem.setText(text);
                problem.setVisible(!text.isEmpty());
                problem.setManaged(!text.isEmpty());
            });
        });
        HBox row = new HBox(reason, deny, approve);
        row.getStyleClass().add("dialog-buttons");
        row.setAlignment(Pos.CENTER_RIGHT);
        return new VBox(6, problem, row);
    }
}
