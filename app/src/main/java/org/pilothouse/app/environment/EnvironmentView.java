package org.pilothouse.app.environment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.ActionGroup;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.logs.LogView;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.environment.Environment;

/** The page of one environment. A tab is built when it is first shown, and rests while another one is. */
public final class EnvironmentView extends VBox {
    private final EnvironmentViewModel model;
    private final LiveActions liveActions;
    private final Consumer<String> clipboard;
    private final LivePane livePane;
    private final Label name = new Label();
    private final StatusBadge status = new StatusBadge().asPill();
    private final TabBar tabs;
    private final StackPane body = new StackPane();
    private final VBox whole = new VBox();
    private final Map<Place.Tab, Node> contents = new EnumMap<>(Place.Tab.class);
    private Place.Tab tab = Place.Tab.OVERVIEW;
    private Subscription offered = Subscription.EMPTY;

    /** The picture of the desktop, made elsewhere. */
    public interface LivePane {
        Node node();

        /** What can be done there, for keys and the palette. */
        List<Action> actions();

        /** Gives it the keyboard. */
        void focus();
    }

    public EnvironmentView(
            EnvironmentViewModel model, LiveActions liveActions, Consumer<String> clipboard, LivePane livePane) {
        this.model = model;
        this.liveActions = liveActions;
        this.clipboard = clipboard;
        this.livePane = livePane;
        this.tabs = new TabBar(model);
        setId("environment");
        getStyleClass().add("page");
        name.getStyleClass().add("page-title");
        name.setMinWidth(60);
        body.getStyleClass().add("tab-body");
        VBox.setVgrow(whole, Priority.ALWAYS);
        whole.getChildren().addAll(header(), tabs, body);
        VBox.setVgrow(body, Priority.ALWAYS);
        Attachment.of(this, this::attach);
    }

    public void show(Place.EnvironmentPage place) {
        tab = place.tab();
        tabs.choose(tab);
        Node content = contents.computeIfAbsent(tab, this::build);
        if (body.getChildren().size() != 1 || body.getChildren().getFirst() != content) {
            body.getChildren().setAll(content);
        }
        if (getScene() != null) {
            offerActions();
            requestFocus();
        }
    }

    @Override
    public void requestFocus() {
        Node content = contents.get(tab);
        if (tab == Place.Tab.LIVE) {
            livePane.focus();
        } else if (content != null) {
            content.requestFocus();
        }
    }

    private void attach(Subscriptions subscriptions) {
        offerActions();
        subscriptions.add(() -> {
            offered.unsubscribe();
            offered = Subscription.EMPTY;
        });
        subscriptions.observe(model.environment(), this::show);
    }

    private void offerActions() {
        offered.unsubscribe();
        List<Action> all = new ArrayList<>(model.actions().all().stream()
                .filter(action -> action != model.actions().open())
                .toList());
        if (tab == Place.Tab.LIVE) {
            all.addAll(livePane.actions());
        } else if (tab == Place.Tab.LOGS && contents.get(tab) instanceof LogView log) {
            all.addAll(log.actions());
        }
        offered = liveActions.offer(new ActionGroup("Environment", all));
    }

    private Node build(Place.Tab of) {
        return switch (of) {
            case OVERVIEW -> new OverviewView(model, clipboard);
            case LIVE -> livePane.node();
            case LOGS -> new LogView(model.log(), clipboard);
        };
    }

    private HBox header() {
        Button fleet = new Button("Fleet", Icons.of(Feather.ARROW_LEFT));
        fleet.setId("environment/back");
        fleet.getStyleClass().addAll("flat", "crumb");
        fleet.setOnAction(event -> model.back());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        CopyableText id = new CopyableText("environment id", Ids.brief(model.id()), model.id(), clipboard);
        HBox header = new HBox(
                fleet,
                Icons.of(Feather.CHEVRON_RIGHT, "muted-icon"),
                name,
                status,
                id,
                gap,
                ActionControls.passingButton(model.actions().start()),
                ActionControls.passingButton(model.actions().stop()),
                ActionControls.button(model.actions().reset()),
                ActionControls.button(model.actions().delete()),
                ActionControls.primaryButton(model.actions().takeOver()));
        header.getStyleClass().addAll("page-header", "environment-header");
        header.setAlignment(Pos.CENTER_LEFT);
        // Where room is short, the name gives way and not what can be done.
        for (Node part : header.getChildren()) {
            if (part instanceof Region region && part != name && part != gap) {
                region.setMinWidth(USE_PREF_SIZE);
            }
        }
        return header;
    }

    private void show(@Nullable Environment environment) {
        if (environment == null) {
            getChildren().setAll(gone());
            return;
        }
        name.setText(environment.displayName());
        status.show(StatusLook.of(environment.status()));
        if (!getChildren().contains(whole)) {
            getChildren().setAll(whole);
        }
    }

    private Node gone() {
        Button back = new Button("Back to the fleet", Icons.of(Feather.ARROW_LEFT));
        back.setId("environment/gone/back");
        back.setOnAction(event -> model.back());
        EmptyState gone = model.isKnown()
                ? new EmptyState(
                        Feather.TRASH_2, "This environment is gone", "It was deleted, here or elsewhere.", back)
                : new EmptyState(Feather.MONITOR, "Loading", "The gateway has not told about it yet.", back);
        VBox.setVgrow(gone, Priority.ALWAYS);
        return gone;
    }
}
