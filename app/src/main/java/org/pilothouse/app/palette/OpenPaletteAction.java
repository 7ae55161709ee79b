package org.pilothouse.app.palette;

import java.util.ArrayList;
import java.util.List;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.approval.Ask;
import org.pilothouse.app.connection.ChooseGatewayAction;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** Opens the palette with every action that can be run now and every object that is known. */
public final class OpenPaletteAction extends Action {
    private final LiveActions actions;
    private final LiveGateway live;
    private final Connections connections;
    private final Navigator navigator;
    private final Dialogs dialogs;

    public OpenPaletteAction(
            LiveActions actions, LiveGateway live, Connections connections, Navigator navigator, Dialogs dialogs) {
        super(Description.of("palette/open", "Search or run a command", "Every action and every object", Feather.SEARCH)
                .on(Shortcut.chord("Ctrl+K")));
        this.actions = actions;
        this.live = live;
        this.connections = connections;
        this.navigator = navigator;
        this.dialogs = dialogs;
    }

    @Override
    protected void perform() {
        dialogs.open(new PaletteModel(entries(), dialogs));
    }

    private List<PaletteEntry> entries() {
        List<PaletteEntry> entries = new ArrayList<>();
        for (Action action : actions.all()) {
            if (action.isEnabled() && action != this) {
                entries.add(of(action));
            }
        }
        for (LiveItem<Environment> item : live.environments().items()) {
            entries.add(new PaletteEntry(
                    "Environment",
                    item.get().displayName(),
                    StatusLook.of(item.get().status()).word(),
                    "",
                    Feather.MONITOR,
                    () -> navigator.go(new Place.EnvironmentPage(item.id(), Place.Tab.OVERVIEW))));
        }
        for (LiveItem<Approval> item : live.approvals().items()) {
            Ask ask = Ask.of(item.get());
            entries.add(new PaletteEntry(
                    "Approval",
                    // The palette may be seen by others, so what is typed stays out of it.
                    ask.discreet(),
                    ask.environment(),
                    "",
                    Feather.CHECK_CIRCLE,
                    () -> navigator.go(new Place.Approvals(item.id()))));
        }
        for (LiveItem<EnvironmentHost> item : live.hosts().items()) {
            entries.add(new PaletteEntry(
                    "Host", item.get().label(), "", "", Feather.SERVER, () -> navigator.go(new Place.Hosts())));
        }
        for (GatewayChoice choice : connections.choices()) {
            ChooseGatewayAction choose = new ChooseGatewayAction(choice, connections);
            if (choose.isEnabled()) {
                entries.add(of(choose));
            }
        }
        return entries;
    }

    private static PaletteEntry of(Action action) {
        Shortcut shortcut = action.description().shortcut();
        return new PaletteEntry(
                "Action",
                action.label().getValue(),
                action.description().hint(),
                shortcut == null ? "" : shortcut.display(),
                action.description().icon(),
                action::run);
    }
}
