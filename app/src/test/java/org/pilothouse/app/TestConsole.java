package org.pilothouse.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.approval.ApprovalsViewModel;
import org.pilothouse.app.command.EnvironmentActions;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.config.SecretStore;
import org.pilothouse.app.config.SettingsStore;
import org.pilothouse.app.connection.ConnectionModel;
import org.pilothouse.app.connection.ConnectionStatus;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.LocalGatewayStarter;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.operation.Operations;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.run.RunViewModel;
import org.pilothouse.app.run.RunsViewModel;
import org.pilothouse.app.testing.DirectBackground;
import org.pilothouse.app.testing.TestUiThread;
import org.pilothouse.app.theme.ThemeModel;
import org.pilothouse.app.thread.Background;
import org.pilothouse.protocol.environment.Environment;

/** The console without windows, against a fake gateway; the test's thread is its UI thread. */
public final class TestConsole implements AutoCloseable {
    public final TestUiThread ui = new TestUiThread();
    public final List<String> copied = new ArrayList<>();
    private final ConsoleServices services;

    private TestConsole(ConsoleSetup setup) {
        services = new ConsoleServices(setup, ui, new DirectBackground(), Clock.systemUTC(), copied::add);
    }

    /** Connected, with everything loaded. */
    public static TestConsole connected(Path folder, FakeGateway gateway) {
        TestConsole console = to(folder, gateway);
        console.start();
        console.ui.until(
                "the gateway has told everything",
                () -> console.live().environments().freshness().get().hasContent()
                        && console.live().features().get() != null);
        return console;
    }

    /** Not started yet. */
    public static TestConsole to(Path folder, FakeGateway gateway) {
        return new TestConsole(new ConsoleSetup(
                folders(folder), null, new ConsoleSetup.NamedGateway(gateway.uri(), FakeGateway.TOKEN)));
    }

    /** With a gateway of its own; not started yet. */
    public static TestConsole local(Path folder, LocalGatewayStarter starter) {
        return new TestConsole(new ConsoleSetup(folders(folder), starter, null));
    }

    public static ConsoleFolders folders(Path folder) {
        return new ConsoleFolders(folder.resolve("config"), folder.resolve("state"));
    }

    public void start() {
        services.start();
    }

    public LiveGateway live() {
        return services.live;
    }

    public LiveItem<Environment> item(String id) {
        return services.live.environments().find(id).orElseThrow();
    }

    public Connections connections() {
        return services.connections;
    }

    public ConnectionModel connection() {
        return services.connection;
    }

    public void untilStatus(Class<? extends ConnectionStatus> status) {
        ui.until(
                "the connection is " + status.getSimpleName(),
                () -> status.isInstance(services.connection.status().get()));
    }

    public EnvironmentActions environmentActions() {
        return services.environmentActions;
    }

    /** A page of approvals of its own. */
    public ApprovalsViewModel approvals() {
        return services.approvalsModel();
    }

    /** A list of runs of its own. */
    public RunsViewModel runs() {
        return services.runsModel();
    }

    /** The page of a run; the caller closes it. */
    public RunViewModel run(String id) {
        return services.runModel(id);
    }

    public Navigator navigator() {
        return services.navigator;
    }

    public Dialogs dialogs() {
        return services.dialogs;
    }

    public LiveActions actions() {
        return services.actions;
    }

    public Operations operations() {
        return services.operations;
    }

    public Notifications notifications() {
        return services.notifications;
    }

    public Now now() {
        return services.now;
    }

    public SettingsStore settings() {
        return services.settings;
    }

    public SecretStore secrets() {
        return services.secrets;
    }

    public ThemeModel theme() {
        return services.theme;
    }

    public Background background() {
        return services.background;
    }

    @Override
    public void close() {
        services.close();
    }
}
