package org.pilothouse.app;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.ActionGroup;
import org.pilothouse.app.connection.RetryAction;
import org.pilothouse.app.create.CreateAction;
import org.pilothouse.app.create.CreateView;
import org.pilothouse.app.create.CreateViewModel;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.dialog.ConfirmationView;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.dialog.DialogHostView.Stand;
import org.pilothouse.app.fleet.FleetFilter;
import org.pilothouse.app.frame.BannerModel;
import org.pilothouse.app.frame.FrameView;
import org.pilothouse.app.frame.HelpModel;
import org.pilothouse.app.frame.HelpView;
import org.pilothouse.app.frame.KeyDispatcher;
import org.pilothouse.app.frame.OpenHelpAction;
import org.pilothouse.app.frame.StatusBarModel;
import org.pilothouse.app.frame.WindowPlacement;
import org.pilothouse.app.live.ReloadAction;
import org.pilothouse.app.navigation.BackAction;
import org.pilothouse.app.navigation.GoAction;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.notification.ToastsView;
import org.pilothouse.app.palette.OpenPaletteAction;
import org.pilothouse.app.palette.PaletteModel;
import org.pilothouse.app.palette.PaletteView;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.run.ExportRunModel;
import org.pilothouse.app.run.ExportRunView;
import org.pilothouse.app.run.NewRunAction;
import org.pilothouse.app.settings.GatewayEditorModel;
import org.pilothouse.app.settings.GatewayEditorView;
import org.pilothouse.app.settings.IssueTokenModel;
import org.pilothouse.app.settings.IssueTokenView;
import org.pilothouse.app.takeover.ForceRequest;
import org.pilothouse.app.takeover.ForceView;
import org.pilothouse.app.takeover.TakeoverWindows;
import org.pilothouse.app.theme.AppIcon;
import org.pilothouse.app.theme.ScaleFontAction;
import org.pilothouse.app.theme.SwitchThemeAction;
import org.pilothouse.app.theme.ThemeSwitch;
import org.pilothouse.app.thread.FxUiThread;
import org.pilothouse.app.thread.VirtualBackground;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.environment.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root's other half: the main window with everything in it. Made and used on the JavaFX application
 * thread.
 */
public final class ConsoleWindow implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsoleWindow.class);

    private final Clock clock = Clock.systemUTC();
    private final VirtualBackground background;
    private final ConsoleServices services;
    private final ThemeSwitch themeSwitch;
    private final WindowPlacement placement;
    private final TakeoverWindows windows;
    private final Pages pages;
    private final Stage stage;
    private final Timeline ticking;

    public ConsoleWindow(ConsoleSetup setup, Stage stage) {
        this.stage = stage;
        FxUiThread ui = new FxUiThread();
        background = new VirtualBackground(ui);
        services = new ConsoleServices(setup, ui, background, clock, ConsoleWindow::copy);
        themeSwitch = new ThemeSwitch(services.theme);
        placement = new WindowPlacement(services.settings);
        ticking = new Timeline(new KeyFrame(Duration.seconds(1), event -> services.now.tick(clock.instant())));
        ticking.setCycleCount(Animation.INDEFINITE);
        Action create = new CreateAction(
                services.connections,
                services.live,
                background,
                services.dialogs,
                services.connection.online(),
                this::created);
        windows = new TakeoverWindows(themeSwitch);
        pages = new Pages(services, create, windows);
        Scene scene = new Scene(frame(create));
        themeSwitch.style(scene);
        new KeyDispatcher(services.actions, services.dialogs).install(scene);
        stage.setScene(scene);
        stage.setTitle("Pilothouse");
        stage.getIcons().setAll(AppIcon.sizes());
    }

    /** Shows the window, then begins to work. */
    public void open() {
        placement.restore(stage);
        stage.show();
        ticking.play();
        services.start();
    }

    /** Goes to a place, as a link would. */
    public void goTo(Place place) {
        services.navigator.go(place);
    }

    /** Containers go on; everything of this process ends. */
    @Override
    public void close() {
        ticking.stop();
        placement.remember(stage);
        themeSwitch.release(stage.getScene());
        windows.close();
        pages.close();
        services.close();
        background.close();
    }

    /** Safe from any thread; for when the process is told to end. */
    void closeLocalGateway() {
        services.closeLocalGateway();
    }

    /** Something in the console itself went wrong; from any thread. */
    void report(Throwable thrown) {
        log.error("unexpected failure in the console", thrown);
        services.ui.execute(() -> services.notifications.failed(Problem.of(
                "Something went wrong in the console.",
                thrown.toString(),
                "What you did last may not have worked. The log has the details.",
                "console_failure")));
    }

    private FrameView frame(Action create) {
        Navigator navigator = services.navigator;
        List<GoAction> places = places(navigator);
        Action retry = new RetryAction(services.connection);
        Action palette = new OpenPaletteAction(
                services.actions, services.live, services.connections, navigator, services.dialogs);
        Action theme = new SwitchThemeAction(services.theme, themeSwitch::isDark);
        Action help = new OpenHelpAction(services.actions, services.dialogs, FleetFilter.keys());
        Action newRun = new NewRunAction(navigator, services.connection.online(), hasRuns());
        services.actions.offer(new ActionGroup(
                "Everywhere", everywhere(List.of(palette, help, create, newRun), places, retry, theme)));
        return new FrameView(
                new FrameView.Parts(
                        services.connections,
                        services.connection,
                        navigator,
                        new BannerModel(services.connection, services.live, services.now),
                        new StatusBarModel(services.operations, services.live, services.connection),
                        places,
                        retry,
                        palette,
                        theme,
                        help),
                pages,
                new ToastsView(services.notifications, services.clipboard),
                dialogHost());
    }

    /** Those of the rail, in its order. */
    private List<GoAction> places(Navigator navigator) {
        return List.of(
                new GoAction("Fleet", 1, Feather.GRID, new Place.Fleet(), navigator),
                new GoAction("Approvals", 2, Feather.CHECK_CIRCLE, new Place.Approvals(null), navigator)
                        .badged(services.waitingBadge.badge()),
                new GoAction("Runs", 3, Feather.LIST, new Place.Runs(), navigator).onlyWhile(hasRuns()),
                new GoAction("Nodes", 4, Feather.CPU, new Place.Nodes(), navigator),
                new GoAction("Hosts", 5, Feather.SERVER, new Place.Hosts(), navigator),
                new GoAction("Settings", 6, Feather.SETTINGS, new Place.Settings(), navigator));
    }

    private ObservableValue<Boolean> hasRuns() {
        return services.live
                .features()
                .map(known -> known != null && known.has(Features.RUNS))
                .orElse(false);
    }

    private List<Action> everywhere(List<Action> first, List<GoAction> places, Action retry, Action theme) {
        List<Action> all = new ArrayList<>(first);
        all.addAll(places);
        all.addAll(List.of(
                new BackAction(services.navigator),
                new ReloadAction(services.live, services.connection.online()),
                retry,
                theme,
                ScaleFontAction.larger(services.theme),
                ScaleFontAction.smaller(services.theme)));
        return all;
    }

    private DialogHostView dialogHost() {
        DialogHostView host = new DialogHostView(services.dialogs);
        host.register(ForceRequest.class, ForceView::new, Stand.CENTRE);
        host.register(Confirmation.class, ConfirmationView::new, Stand.CENTRE);
        host.register(CreateViewModel.class, CreateView::new, Stand.CENTRE);
        host.register(GatewayEditorModel.class, GatewayEditorView::new, Stand.CENTRE);
        host.register(ExportRunModel.class, ExportRunView::new, Stand.CENTRE);
        host.register(IssueTokenModel.class, model -> new IssueTokenView(model, services.clipboard), Stand.CENTRE);
        host.register(HelpModel.class, HelpView::new, Stand.CENTRE);
        host.register(PaletteModel.class, PaletteView::new, Stand.TOP);
        return host;
    }

    private void created(Environment environment) {
        if (environment.desiredRunning()) {
            services.navigator.go(new Place.EnvironmentPage(environment.environmentId(), Place.Tab.OVERVIEW));
        } else {
            services.notifications.done("Created " + environment.displayName());
        }
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
