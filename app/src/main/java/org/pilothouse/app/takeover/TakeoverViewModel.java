package org.pilothouse.app.takeover;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.fx.RemoteDesktop;

/**
 * A person at the desktop of one environment: looking, or in control. Connected while somebody looks and the environment
 * runs. Used on the UI thread alone.
 */
public final class TakeoverViewModel {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final String environmentId;
    private final LiveGateway live;
    private final Dialogs dialogs;
    private final Notifications notifications;
    private final Background background;
    private final UiThread ui;
    private final RemoteDesktop desktop;
    private final ReadOnlyObjectWrapper<TakeoverMode> mode = new ReadOnlyObjectWrapper<>(TakeoverMode.VIEW);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper statistics = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper statisticsDetail = new ReadOnlyStringWrapper("");
    private final BooleanProperty clipboard = new SimpleBooleanProperty(true);
    private final BooleanProperty actualSize = new SimpleBooleanProperty();
    private final BooleanProperty figuresShown = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper holder = new ReadOnlyStringWrapper("");
    private final AtomicReference<@Nullable String> forcedBecause = new AtomicReference<>();
    private volatile TakeoverMode dialMode = TakeoverMode.VIEW;
    private int watchers;

    TakeoverViewModel(
            String environmentId,
            Connections connections,
            LiveGateway live,
            Dialogs dialogs,
            Notifications notifications,
            Background background,
            UiThread ui) {
        this.environmentId = environmentId;
        this.live = live;
        this.dialogs = dialogs;
        this.notifications = notifications;
        this.background = background;
        this.ui = ui;
        this.desktop = new RemoteDesktop(
                new DesktopDialer(
                        environmentId, connections::session, this::wish, held -> ui.execute(() -> held(held))),
                RfbOptions.builder().viewOnly(true).build());
        desktop.statisticsProperty().subscribe(now -> {
            statistics.set(now.map(StatisticsText::brief).orElse(""));
            statisticsDetail.set(now.map(StatisticsText::full).orElse(""));
        });
        environmentChanged();
    }

    public String environmentId() {
        return environmentId;
    }

    /** The connection and its picture, for a viewer to show. */
    public RemoteDesktop desktop() {
        return desktop;
    }

    /** The environment's label. */
    public ReadOnlyStringProperty name() {
        return name.getReadOnlyProperty();
    }

    /** Whether there is a desktop to look at. */
    public ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    /** What the operator asked for; the desktop's own status says how far it is. */
    public ReadOnlyObjectProperty<TakeoverMode> mode() {
        return mode.getReadOnlyProperty();
    }

    /** Who has control, whoever it is; empty where nobody has. */
    public ReadOnlyStringProperty holder() {
        return holder.getReadOnlyProperty();
    }

    public boolean isInControl() {
        return mode.get() == TakeoverMode.CONTROL;
    }

    /** Whether text on the clipboard is shared while in control. */
    public BooleanProperty clipboard() {
        return clipboard;
    }

    /** One remote pixel for one pixel, instead of fitting the picture into the view. */
    public BooleanProperty actualSize() {
        return actualSize;
    }

    /** Whether figures lie over the picture: how fast it comes, and who limits it. */
    public BooleanProperty figuresShown() {
        return figuresShown;
    }

    /** Frames, bandwidth, encodings and round trip; empty before the first second. */
    public ReadOnlyStringProperty statistics() {
        return statistics.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty statisticsDetail() {
        return statisticsDetail.getReadOnlyProperty();
    }

    boolean isWatched() {
        return watchers > 0;
    }

    /** A viewer looks from now on. */
    public void watch() {
        watchers++;
        connectOrNot();
    }

    /** A viewer has stopped looking; with the last one the connection ends, and control is given back. */
    public void unwatch() {
        watchers--;
        if (watchers == 0) {
            desktop.disconnect();
            enter(TakeoverMode.VIEW);
        }
    }

    /** Keys, pointer and clipboard go to the desktop from now on; the gateway lets them through. */
    public void takeControl() {
        change(TakeoverMode.CONTROL);
    }

    private DesktopDialer.Wish wish() {
        // Used once: whoever loses control again asks again.
        return new DesktopDialer.Wish(dialMode, forcedBecause.getAndSet(null));
    }

    /** Somebody else has control: back to looking on, and the question whether to take it from them. */
    private void held(String who) {
        if (isInControl()) {
            change(TakeoverMode.VIEW);
            dialogs.open(new ForceRequest(who, dialogs, reason -> {
                forcedBecause.set(reason);
                change(TakeoverMode.CONTROL);
            }));
        }
    }

    /** Back to looking: the gateway drops whatever this viewer would send. */
    public void releaseControl() {
        change(TakeoverMode.VIEW);
    }

    /** Tries again at once where it waits or has given up. */
    public void reconnect() {
        if (watchers > 0) {
            desktop.connect();
        }
    }

    public void send(SpecialKey key) {
        desktop.sendKeys(key.keysyms());
    }

    /** {@code checkout-agent-20261121-093015.png}. */
    public String suggestedFileName() {
        String safe = name.get().replaceAll("[^A-Za-z0-9._-]+", "-");
        return safe + "-" + STAMP.format(Instant.now().atZone(ZoneId.systemDefault())) + ".png";
    }

    /** Writes a picture to a stream. */
    public interface PictureWriter {
        void write(OutputStream out) throws IOException;
    }

    /** Saves a picture, away from the UI thread, and says so. */
    public void save(PictureWriter picture, Path file) {
        background.run(() -> {
            try (OutputStream out = Files.newOutputStream(file)) {
                picture.write(out);
                ui.execute(() -> notifications.done("Picture saved", file.toString()));
            } catch (IOException e) {
                Problem problem = Problem.of(
                        "The picture was not saved.",
                        Problem.sentence(e),
                        "Choose another folder, or make room on the disk.",
                        "picture_not_saved");
                ui.execute(() -> notifications.failed(problem));
            }
        });
    }

    /** A picture of this size is on the clipboard. */
    void copied(int width, int height) {
        notifications.done("Picture copied", width + " × " + height + " pixels are on the clipboard.");
    }

    /** Told by whoever keeps this, when the environment may have changed. */
    void environmentChanged() {
        Optional<Environment> now = live.environments().find(environmentId).map(LiveItem::get);
        now.ifPresent(environment -> name.set(environment.displayName()));
        holder.set(now.map(Environment::runtime)
                .map(EnvironmentRuntime::lease)
                .map(ControlLease::holder)
                .orElse(""));
        boolean runsNow = now.map(environment -> environment.status() == EnvironmentStatus.RUNNING)
                .orElse(false);
        if (runsNow != running.get()) {
            running.set(runsNow);
            connectOrNot();
        }
    }

    private void connectOrNot() {
        if (watchers > 0 && running.get()) {
            desktop.connect();
        } else if (!running.get()) {
            desktop.disconnect();
            enter(TakeoverMode.VIEW);
        }
    }

    /** The right is in the ticket, so another one needs another connection; the picture stays meanwhile. */
    private void change(TakeoverMode wanted) {
        if (mode.get() != wanted) {
            enter(wanted);
            if (watchers > 0 && running.get()) {
                desktop.disconnect();
                desktop.connect();
            }
        }
    }

    private void enter(TakeoverMode next) {
        dialMode = next;
        desktop.setViewOnly(next == TakeoverMode.VIEW);
        mode.set(next);
    }
}
