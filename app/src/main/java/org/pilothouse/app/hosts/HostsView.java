package org.pilothouse.app.hosts;

import java.util.Comparator;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.PageHeader;
import org.pilothouse.app.component.ProblemPane;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** The hosts as cards: how each is, what it has, what runs there, and what to do where something is wrong. */
public final class HostsView extends VBox {
    private final HostsViewModel model;
    private final Consumer<String> clipboard;
    private final FlowPane cards = new FlowPane();
    private final StackPane body = new StackPane();
    private final ScrollPane scroll = new ScrollPane(cards);
    private final PageHeader header;

    public HostsView(HostsViewModel model, Consumer<String> clipboard) {
        this.model = model;
        this.clipboard = clipboard;
        setId("hosts");
        getStyleClass().add("page");
        AgeLabel age = new AgeLabel(model.now(), "Updated ");
        header = new PageHeader("Hosts", age);
        cards.getStyleClass().add("cards");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("plain-scroll");
        setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header, body);
        Attachment.of(this, subscriptions -> {
            subscriptions.observeAny(this::refresh, model.hosts(), model.environments(), model.freshness());
            subscriptions.observe(model.freshness(), freshness -> age.show(freshness.updatedAt()));
        });
    }

    private void refresh() {
        long ready =
                model.hosts().stream().filter(item -> item.get().available()).count();
        header.summary().setText(Sizes.count(model.hosts().size(), "host") + "  ·  " + ready + " ready");
        if (model.hosts().isEmpty()) {
            body.getChildren().setAll(placeholder(model.freshness().get()));
            return;
        }
        cards.getChildren()
                .setAll(model.hosts().stream()
                        .sorted(Comparator.comparing(item -> item.get().label()))
                        .map(this::card)
                        .toList());
        body.getChildren().setAll(scroll);
    }

    private Node card(LiveItem<EnvironmentHost> item) {
        return new HostCard(item.get(), model.load(item.get()), model.now(), clipboard);
    }

    private Node placeholder(Freshness freshness) {
        if (freshness.problem() != null) {
            return new ProblemPane("hosts/problem", freshness.problem(), clipboard, model::reload);
        }
        return new EmptyState(
                Feather.SERVER,
                freshness.hasContent() ? "No hosts" : "Loading hosts",
                "A host is a machine with a Docker engine that environments run on.");
    }
}
