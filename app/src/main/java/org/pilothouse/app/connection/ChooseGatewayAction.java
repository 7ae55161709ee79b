package org.pilothouse.app.connection;

import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;

/** Turns to another gateway. */
public final class ChooseGatewayAction extends Action {
    private final GatewayChoice choice;
    private final Connections connections;

    public ChooseGatewayAction(GatewayChoice choice, Connections connections) {
        super(Description.of(
                "gateway/choose/" + choice.id(),
                "Switch to " + choice.name(),
                "Gateway " + choice.address(),
                choice.kind() == GatewayChoice.Kind.LOCAL ? Feather.HARD_DRIVE : Feather.GLOBE));
        this.choice = choice;
        this.connections = connections;
        enableWhile(connections.chosen().map(chosen -> !choice.equals(chosen)).orElse(true));
    }

    public GatewayChoice choice() {
        return choice;
    }

    @Override
    protected void perform() {
        connections.choose(choice);
    }
}
