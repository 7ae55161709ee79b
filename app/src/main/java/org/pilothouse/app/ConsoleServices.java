package org.pilothouse.app;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.approval.ApprovalAlerts;
import org.pilothouse.app.approval.ApprovalCommands;
import org.pilothouse.app.approval.ApprovalsViewModel;
import org.pilothouse.app.approval.HistoryModel;
import org.pilothouse.app.approval.WaitingBadge;
import org.pilothouse.app.artifact.ArtifactDesk;
import org.pilothouse.app.artifact.ContentReader;
import org.pilothouse.app.artifact.GatewayArtifacts;
import org.pilothouse.app.command.EnvironmentActions;
import org.pilothouse.app.command.EnvironmentCommands;
import org.pilothouse.app.config.FileSecretStore;
import org.pilothouse.app.config.SecretStore;
import org.pilothouse.app.config.SettingsStore;
import org.pilothouse.app.connection.ConnectionModel;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.connection.LocalGatewayService;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.notification.Chime;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.operation.Operations;
import org.pilothouse.app.operation.Transitions;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.run.RunCommands;
import org.pilothouse.app.run.RunViewModel;
import org.pilothouse.app.run.RunsViewModel;
import org.pilothouse.app.takeover.TakeoverDesk;
import org.pilothouse.app.theme.ThemeModel;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.UiThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The half of the composition root without windows: everything that screens are built on, wired by hand. Needs no
 * toolkit. Used on the UI thread alone.
 */
public final class ConsoleServices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsoleServices.class);

    final ConsoleSetup setup;
    final UiThread ui;
    final Background background;
    final Consumer<String> clipboard;
    final Now now;
    final SettingsStore settings;
    final SecretStore secrets;
    final Connections connections;
    final ConnectionModel connection;
    final LiveGateway live;
    final ThemeModel theme;
    final EnvironmentActions environmentActions;
    final TakeoverDesk takeovers;
    final Navigator navigator = new Navigator();
    final Dialogs dialogs = new Dialogs();
    final LiveActions actions = new LiveActions();
    final Operations operations;
    final Notifications notifications;
    final ArtifactDesk artifacts;
    final ApprovalCommands approvalCommands;
    final WaitingBadge waitingBadge;
    final RunCommands runCommands;
    private final @Nullable LocalGatewayService local;

    /** @param clipboard puts a text on the system's clipboard */
    public ConsoleServices(
            ConsoleSetup setup, UiThread ui, Background background, Clock clock, Consumer<String> clipboard) {
        this.setup = setup;
        this.ui = ui;
        this.background = background;
        this.clipboard = clipboard;
        now = new Now(clock.instant());
        operations = new Operations(clock);
        notifications = new Notifications(now);
        settings = new SettingsStore(setup.folders().config());
        secrets = secrets(setup);
        theme = new ThemeModel(settings);
        local = setup.localGateway() == null ? null : new LocalGatewayService(setup.localGateway(), background, ui);
        connections = new Connections(local, secrets, DeviceIdentities.remembered(secrets), ui);
        connection = new ConnectionModel(connections);
        live = new LiveGateway(connections, background, ui, clock);
        EnvironmentCommands commands =
                new EnvironmentCommands(connections, live, operations, notifications, background);
        environmentActions =
                new EnvironmentActions(commands, connection, navigator, dialogs, this::takeOver, this::copy);
        takeovers = new TakeoverDesk(connections, live, dialogs, notifications, background, ui);
        artifacts = new ArtifactDesk(new GatewayArtifacts(connections), background, new ContentReader());
        approvalCommands = new ApprovalCommands(connections, live, background);
        runCommands = new RunCommands(connections, background, dialogs, notifications);
        waitingBadge = new WaitingBadge(live, now);
        new ApprovalAlerts(live, connections, navigator, notifications, new Chime(settings, background), now);
        new Transitions(live.environments(), operations, commands::cancelStart).start();
        offerGateways();
    }

    /** Turns to the gateway that was named, or used last, or the local one. */
    public void start() {
        settings.takeWarning().ifPresent(warning -> notifications.note("Settings", warning));
        firstChoice().ifPresent(connections::choose);
    }

    @Override
    public void close() {
        live.close();
        connections.close();
        closeLocalGateway();
    }

    /** Safe from any thread, and more than once; for when the process is told to end. */
    void closeLocalGateway() {
        if (local != null) {
            local.close();
        }
    }

    void takeOver(String environmentId) {
        // Control first, so that the picture connects with it and not twice.
        takeovers.of(environmentId).takeControl();
        navigator.go(new Place.EnvironmentPage(environmentId, Place.Tab.LIVE));
    }

    ApprovalsViewModel approvalsModel() {
        return new ApprovalsViewModel(
                live,
                approvalCommands,
                new HistoryModel(connections, live, background),
                artifacts,
                connection.online(),
                navigator,
                this::takeOver,
                now);
    }

    RunsViewModel runsModel() {
        return new RunsViewModel(connections, live, background, this::openRun, now);
    }

    /** The caller closes it. */
    RunViewModel runModel(String id) {
        return new RunViewModel(
                id, connections, live, background, artifacts, navigator, runCommands, connection.online(), now);
    }

    void openRun(String id) {
        navigator.go(new Place.RunPage(id));
    }

    private void copy(String text) {
        clipboard.accept(text);
        notifications.done("Copied");
    }

    private void offerGateways() {
        ConsoleSetup.NamedGateway named = setup.namedGateway();
        if (named != null) {
            connections.choices().add(NamedSecrets.choice(named));
        }
        if (local != null) {
            connections.choices().add(GatewayChoice.LOCAL);
        }
        settings.get().gateways().forEach(gateway -> connections.choices().add(GatewayChoice.of(gateway)));
        connections.chosen().subscribe(choice -> {
            navigator.startAfresh();
            artifacts.forget();
            if (choice != null && choice.kind() != GatewayChoice.Kind.COMMAND_LINE) {
                settings.update(all -> all.withChosenGateway(choice.id()));
            }
        });
    }

    private Optional<GatewayChoice> firstChoice() {
        String remembered = settings.get().chosenGateway();
        boolean named = setup.namedGateway() != null;
        Optional<GatewayChoice> before = connections.choices().stream()
                .filter(choice -> !named && choice.id().equals(remembered))
                .findFirst();
        Optional<GatewayChoice> choice =
                before.isPresent() ? before : connections.choices().stream().findFirst();
        log.info("first gateway: {}", choice.map(GatewayChoice::id).orElse("none"));
        return choice;
    }

    private static SecretStore secrets(ConsoleSetup setup) {
        SecretStore stored = new FileSecretStore(setup.folders().config());
        ConsoleSetup.NamedGateway named = setup.namedGateway();
        return named == null ? stored : new NamedSecrets(stored, named);
    }
}
