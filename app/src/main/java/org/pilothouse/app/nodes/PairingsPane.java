package org.pilothouse.app.nodes;

import java.util.List;
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
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.StatusLook.Shape;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.node.Pairing.TrustLevel;

/** Requests as cards, and below them what became of earlier ones. */
final class PairingsPane extends ScrollPane {
    private static final double READING = 900;

    private final PairingsModel model;
    private final Now now;
    private final Consumer<String> clipboard;
    private final VBox sections = new VBox();

    PairingsPane(PairingsModel model, Now now, Consumer<String> clipboard) {
        this.model = model;
        this.now = now;
        this.clipboard = clipboard;
        setId("nodes/pairings");
        getStyleClass().add("plain-scroll");
        setFitToWidth(true);
        sections.getStyleClass().add("sections");
        sections.setMaxWidth(READING);
        setContent(sections);
        Attachment.of(this, subscriptions -> subscriptions.observeAny(this::refresh, model.source()));
    }

    private void refresh() {
        sections.getChildren().clear();
        List<PairingModel> waiting = model.waiting();
        List<Pairing> decided = model.decided();
        if (waiting.isEmpty() && decided.isEmpty()) {
            sections.getChildren()
                    .add(new EmptyState(
                            Feather.LINK,
                            "No node has asked yet",
                            "A node from outside, such as a desktop on another machine, has to be paired before it is"
                                    + " given work. Its request shows up here. Desktops of this gateway are paired by"
                                    + " themselves."));
            return;
        }
        waiting.forEach(card -> sections.getChildren().add(new PairingCard(card, now, clipboard)));
        if (!decided.isEmpty()) {
            Label head = new Label("Decided");
            head.getStyleClass().add("section-head");
            VBox rows = new VBox();
            rows.getStyleClass().add("list-box");
            decided.forEach(pairing -> rows.getChildren().add(row(pairing)));
            VBox section = new VBox(head, rows);
            section.getStyleClass().add("section");
            sections.getChildren().add(section);
        }
    }

    private Node row(Pairing pairing) {
        Label name = new Label(PairingsModel.name(pairing));
        name.getStyleClass().add("strong");
        Label what = new Label(words(pairing));
        what.getStyleClass().add("muted");
        what.setMinWidth(0);
        VBox words = new VBox(name, what);
        words.getStyleClass().add("list-words");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        AgeLabel age = new AgeLabel(now, "asked ");
        age.show(pairing.requestedAt());
        age.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(new StatusBadge(look(pairing)).asPill(), words, gap, age);
        row.setId("pairing/" + pairing.pairingId());
        row.getStyleClass().add("list-row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (pairing.status() == Pairing.Status.APPROVED) {
            Button revoke = new Button("Revoke…", Icons.of(Feather.SLASH));
            revoke.setId("pairing/" + pairing.pairingId() + "/revoke");
            revoke.getStyleClass().addAll("small", "danger");
            revoke.setMinWidth(USE_PREF_SIZE);
            revoke.setOnAction(event -> model.revoke(pairing));
            row.getChildren().add(revoke);
        }
        return row;
    }

    private static String words(Pairing pairing) {
        String managed = pairing.node().managedDesktop() == null ? "" : "  ·  managed by this gateway";
        if (pairing.status() != Pairing.Status.APPROVED) {
            return "asked for " + capabilities(pairing.node().capabilities().size()) + managed;
        }
        String trust = pairing.trustLevel() == TrustLevel.LOCAL ? "trusted as local" : "trusted as remote";
        return trust + "  ·  " + capabilities(pairing.capabilityAllowlist().size()) + managed;
    }

    private static String capabilities(int count) {
        return count == 1 ? "1 capability" : count + " capabilities";
    }

    private static StatusLook look(Pairing pairing) {
        return switch (pairing.status()) {
            case APPROVED -> new StatusLook("Paired", Tone.SUCCESS, Shape.DISC, false);
            case DENIED -> new StatusLook("Denied", Tone.DANGER, Shape.TRIANGLE, false);
            case REVOKED -> new StatusLook("Revoked", Tone.WARNING, Shape.DIAMOND, false);
            case QUEUED, REVIEWING, AWAITING_HUMAN -> new StatusLook("Waiting", Tone.ACCENT, Shape.HALF, true);
            case UNKNOWN -> new StatusLook("Unknown", Tone.NEUTRAL, Shape.RING, false);
        };
    }
}
