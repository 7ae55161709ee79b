package org.pilothouse.app.settings;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.config.ConsoleSettings;
import org.pilothouse.app.config.ConsoleSettings.Gateway;
import org.pilothouse.app.config.ConsoleSettings.ThemeChoice;
import org.pilothouse.app.config.SecretStore;
import org.pilothouse.app.config.SettingsStore;
import org.pilothouse.app.connection.ChooseGatewayAction;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.theme.ThemeModel;
import org.pilothouse.app.thread.Background;

/** Gateways, appearance, and where things are kept. Used on the UI thread alone. */
public final class SettingsViewModel {
    private final Connections connections;
    private final SettingsStore settings;
    private final GatewayBook book;
    private final SecretStore secrets;
    private final ConsoleFolders folders;
    private final ThemeModel theme;
    private final Dialogs dialogs;
    private final Background background;
    private final Notifications notifications;
    private final TokensModel tokens;

    public SettingsViewModel(
            Connections connections,
            SettingsStore settings,
            SecretStore secrets,
            ConsoleFolders folders,
            ThemeModel theme,
            Dialogs dialogs,
            Background background,
            Notifications notifications) {
        this.connections = connections;
        this.settings = settings;
        this.book = new GatewayBook(settings, secrets, connections);
        this.secrets = secrets;
        this.folders = folders;
        this.theme = theme;
        this.dialogs = dialogs;
        this.background = background;
        this.notifications = notifications;
        this.tokens = new TokensModel(connections, dialogs, background, notifications);
    }

    /** Who may use the chosen gateway. */
    public TokensModel tokens() {
        return tokens;
    }

    public ObservableList<GatewayChoice> gateways() {
        return connections.choices();
    }

    public ReadOnlyObjectProperty<@Nullable GatewayChoice> chosen() {
        return connections.chosen();
    }

    public ChooseGatewayAction choose(GatewayChoice choice) {
        return new ChooseGatewayAction(choice, connections);
    }

    public void add() {
        open(null);
    }

    public void edit(GatewayChoice choice) {
        book.find(choice.id()).ifPresent(this::open);
    }

    /** Asks first; a gateway that is in use can't be removed. */
    public void remove(GatewayChoice choice) {
        Optional<Gateway> gateway = book.find(choice.id());
        if (gateway.isEmpty() || isChosen(choice)) {
            return;
        }
        dialogs.open(new Confirmation(
                new Confirmation.Text(
                        "Remove the gateway “" + choice.name() + "”?",
                        List.of("Its address and its token on this machine"),
                        "The gateway and its environments are not touched.",
                        "Remove",
                        null),
                dialogs,
                () -> remove(gateway.get())));
    }

    public boolean isEditable(GatewayChoice choice) {
        return choice.kind() == GatewayChoice.Kind.REMOTE;
    }

    public boolean isChosen(GatewayChoice choice) {
        return choice.equals(connections.chosen().get());
    }

    public ObjectProperty<ThemeChoice> themeChoice() {
        return theme.choice();
    }

    public IntegerProperty fontScale() {
        return theme.fontScale();
    }

    /** Whether a new approval is heard. */
    public boolean sound() {
        return settings.get().alerts().sound();
    }

    public void sound(boolean on) {
        settings.update(all -> all.withAlerts(new ConsoleSettings.Alerts(on)));
    }

    public String secretsDescription() {
        return secrets.description();
    }

    public ConsoleFolders folders() {
        return folders;
    }

    private void open(@Nullable Gateway known) {
        dialogs.open(new GatewayEditorModel(known, book, connections, background, dialogs, this::saved));
    }

    private void saved(Gateway gateway) {
        GatewayChoice chosen = connections.chosen().get();
        if (chosen != null && chosen.id().equals(gateway.id())) {
            // The address or the token in use may have changed.
            connections.choose(GatewayChoice.of(gateway));
        }
        notifications.done("Saved " + gateway.name());
    }

    private void remove(Gateway gateway) {
        try {
            book.remove(gateway);
            notifications.done("Removed " + gateway.name());
        } catch (SecretStore.SecretStoreException e) {
            notifications.failed(Problem.of(
                    "The token of " + gateway.name() + " is still there.",
                    Problem.sentence(e),
                    "Remove it from the file by hand.",
                    "secret_store"));
        }
    }
}
