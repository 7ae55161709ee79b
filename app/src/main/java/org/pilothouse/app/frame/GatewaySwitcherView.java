package org.pilothouse.app.frame;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.connection.ChooseGatewayAction;
import org.pilothouse.app.connection.ConnectionModel;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.navigation.GoAction;

/** Which gateway the console looks at, how the connection is, and the others to choose from. */
final class GatewaySwitcherView extends MenuButton {
    private final Connections connections;
    private final GoAction settings;

    GatewaySwitcherView(Connections connections, ConnectionModel connection, GoAction settings) {
        this.connections = connections;
        this.settings = settings;
        setId("gateway/switcher");
        getStyleClass().addAll("flat", "gateway-switcher");
        Label name = new Label();
        name.getStyleClass().add("gateway-name");
        StatusBadge status = new StatusBadge();
        HBox face = new HBox(name, status);
        face.getStyleClass().add("gateway-face");
        face.setAlignment(Pos.CENTER_LEFT);
        setGraphic(face);
        Attachment.of(this, subscriptions -> {
            subscriptions.observe(connections.chosen(), choice -> {
                name.setText(choice == null ? "No gateway" : choice.name());
                fill();
            });
            subscriptions.observeList(
                    connections.choices(), (ListChangeListener.Change<? extends GatewayChoice> change) -> fill());
            subscriptions.observe(connection.status(), now -> {
                status.show(now.look());
                setAccessibleText(
                        "Gateway " + name.getText() + ", " + now.look().word());
            });
        });
    }

    private void fill() {
        getItems().clear();
        for (GatewayChoice choice : connections.choices()) {
            ChooseGatewayAction choose = new ChooseGatewayAction(choice, connections);
            MenuItem item = new MenuItem(
                    choice.name() + "   " + choice.address(),
                    Icons.of(
                            choice.equals(connections.chosen().get())
                                    ? Feather.CHECK
                                    : choose.description().icon()));
            item.setId("menu/" + choose.id());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> choose.run());
            getItems().add(item);
        }
        MenuItem manage = new MenuItem("Add or edit gateways…", Icons.of(Feather.SETTINGS));
        manage.setId("menu/gateway/manage");
        manage.setOnAction(event -> settings.run());
        getItems().addAll(new SeparatorMenuItem(), manage);
    }
}
