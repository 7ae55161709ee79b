package org.pilothouse.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.approval.ApprovalsView;
import org.pilothouse.app.approval.ApprovalsViewModel;
import org.pilothouse.app.artifact.Exports;
import org.pilothouse.app.artifact.SystemExports;
import org.pilothouse.app.environment.EnvironmentView;
import org.pilothouse.app.environment.EnvironmentViewModel;
import org.pilothouse.app.fleet.FleetView;
import org.pilothouse.app.fleet.FleetViewModel;
import org.pilothouse.app.hosts.HostsView;
import org.pilothouse.app.hosts.HostsViewModel;
import org.pilothouse.app.logs.LogViewModel;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.nodes.NodesView;
import org.pilothouse.app.nodes.NodesViewModel;
import org.pilothouse.app.nodes.PairingsModel;
import org.pilothouse.app.policy.PolicyModel;
import org.pilothouse.app.run.NewRunAction;
import org.pilothouse.app.run.RunView;
import org.pilothouse.app.run.RunViewModel;
import org.pilothouse.app.run.RunsView;
import org.pilothouse.app.settings.SettingsView;
import org.pilothouse.app.settings.SettingsViewModel;
import org.pilothouse.app.takeover.LiveView;
import org.pilothouse.app.takeover.TakeoverWindows;
import org.pilothouse.app.workflow.NewRunView;
import org.pilothouse.app.workflow.NewRunViewModel;
import org.pilothouse.protocol.Features;

/** Makes the page of each place: those of the rail once, an environment's for as long as it is looked at. */
final class Pages implements Function<Place, Node>, AutoCloseable {
    private final ConsoleServices services;
    private final Action create;
    private final TakeoverWindows windows;
    private final Map<Class<?>, Node> kept = new HashMap<>();
    private final ApprovalsViewModel approvals;
    private final Exports exports;
    private final Action newRun;
    private @Nullable RunViewModel openRun;
    private @Nullable OpenPage open;

    private record OpenPage(EnvironmentViewModel model, EnvironmentView view) {}

    Pages(ConsoleServices services, Action create, TakeoverWindows windows) {
        this.services = services;
        this.create = create;
        this.windows = windows;
        newRun = new NewRunAction(
                services.navigator,
                services.connection.online(),
                services.live
                        .features()
                        .map(known -> known != null && known.has(Features.RUNS))
                        .orElse(false));
        exports = new SystemExports(services.clipboard, services.notifications, services.background, services.ui);
        approvals = services.approvalsModel();
    }

    @Override
    public Node apply(Place place) {
        if (place instanceof Place.EnvironmentPage page) {
            closeRun();
            return environment(page);
        }
        close();
        if (place instanceof Place.RunPage page) {
            return run(page.runId());
        }
        Node page = kept.computeIfAbsent(place.getClass(), type -> make(place));
        if (place instanceof Place.Approvals asked && asked.approvalId() != null) {
            approvals.open(asked.approvalId());
        }
        return page;
    }

    private Node run(String id) {
        RunViewModel model = services.runModel(id);
        openRun = model;
        return new RunView(model, services.actions, exports, services.clipboard);
    }

    private void closeRun() {
        if (openRun != null) {
            openRun.close();
            openRun = null;
        }
    }

    @Override
    public void close() {
        closeRun();
        if (open != null) {
            open.model().close();
            open = null;
        }
    }

    private Node make(Place place) {
        return switch (place) {
            case Place.Fleet fleet ->
                new FleetView(
                        new FleetViewModel(
                                services.live, services.environmentActions, create, services.now, services.ui),
                        services.actions,
                        services.clipboard,
                        services.theme.fontScale());
            case Place.Approvals asked -> new ApprovalsView(approvals, services.actions, exports, services.clipboard);
            case Place.Runs all -> new RunsView(services.runsModel(), services.actions, newRun, services.clipboard);
            case Place.RunPage page -> throw new IllegalArgumentException("made for each run: " + page);
            case Place.NewRun form ->
                new NewRunView(new NewRunViewModel(
                        services.connections, services.live, services.background, services::openRun));
            case Place.Hosts hosts ->
                new HostsView(new HostsViewModel(services.live, services.now), services.clipboard);
            case Place.Nodes nodes ->
                new NodesView(
                        new NodesViewModel(
                                services.live,
                                new PairingsModel(
                                        services.connections,
                                        services.live,
                                        services.background,
                                        services.dialogs,
                                        services.notifications),
                                services.navigator,
                                services.now),
                        services.clipboard);
            case Place.Settings settings ->
                new SettingsView(
                        new SettingsViewModel(
                                services.connections,
                                services.settings,
                                services.secrets,
                                services.setup.folders(),
                                services.theme,
                                services.dialogs,
                                services.background,
                                services.notifications),
                        new PolicyModel(
                                services.connections,
                                services.live,
                                services.background,
                                services.dialogs,
                                services.notifications),
                        services.clipboard);
            case Place.EnvironmentPage page -> throw new IllegalArgumentException("made for each environment: " + page);
        };
    }

    private Node environment(Place.EnvironmentPage place) {
        OpenPage page = open;
        if (page == null || !page.model().id().equals(place.environmentId())) {
            close();
            page = make(place.environmentId());
            open = page;
        }
        page.view().show(place);
        return page.view();
    }

    private OpenPage make(String id) {
        LogViewModel log = new LogViewModel(id, services.connections, services.background, services.ui);
        EnvironmentViewModel model = new EnvironmentViewModel(
                id, services.live, services.environmentActions, services.navigator, services.now, log);
        LiveView picture =
                new LiveView(services.takeovers.of(id), model.actions().start(), windows);
        EnvironmentView.LivePane livePane = new EnvironmentView.LivePane() {
            @Override
            public Node node() {
                return picture;
            }

            @Override
            public List<Action> actions() {
                return picture.actions();
            }

            @Override
            public void focus() {
                picture.focusPicture();
            }
        };
        return new OpenPage(model, new EnvironmentView(model, services.actions, services.clipboard, livePane));
    }
}
