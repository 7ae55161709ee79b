package org.pilothouse.app.frame;

import java.util.List;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.connection.ConnectionModel;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.navigation.GoAction;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.notification.ToastsView;

/** Everything around the page that is shown. */
public final class FrameView extends StackPane {
    /** What the frame shows and reacts to. */
    public record Parts(
            Connections connections,
            ConnectionModel connection,
            Navigator navigator,
            BannerModel banner,
            StatusBarModel statusBar,
            List<GoAction> places,
            Action retry,
            Action palette,
            Action theme,
            Action help) {}

    private final Function<Place, Node> pages;
    private final StackPane content = new StackPane();

    /** @param pages makes or finds the page of a place */
    public FrameView(Parts parts, Function<Place, Node> pages, ToastsView toasts, DialogHostView dialogs) {
        this.pages = pages;
        setId("frame");
        getStyleClass().add("frame");
        GoAction settings = parts.places().getLast();
        content.getStyleClass().add("content");
        VBox.setVgrow(content, Priority.ALWAYS);
        BorderPane body = new BorderPane(new VBox(new BannerView(parts.banner(), parts.retry()), content));
        body.setTop(new TopBarView(
                new GatewaySwitcherView(parts.connections(), parts.connection(), settings),
                parts.palette(),
                parts.theme(),
                parts.help()));
        body.setLeft(new RailView(parts.places(), parts.navigator()));
        body.setBottom(new StatusBarView(parts.statusBar()));
        setAlignment(toasts, Pos.BOTTOM_RIGHT);
        setMargin(toasts, new Insets(0, 16, 40, 0));
        getChildren().addAll(body, toasts, dialogs);
        Attachment.of(
                this, subscriptions -> subscriptions.observe(parts.navigator().current(), this::show));
    }

    private void show(Place place) {
        Node page = pages.apply(place);
        if (content.getChildren().size() == 1 && content.getChildren().getFirst() == page) {
            return;
        }
        content.getChildren().setAll(page);
        page.requestFocus();
    }
}
