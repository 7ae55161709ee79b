package org.pilothouse.rfb.fx;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbStatistics;

/**
 * A connection to a remote desktop as a model: its state as properties, without a node, so that view models can hold it. It reconnects
 * by itself and keeps the last picture meanwhile. Any number of {@link VncView}s may show it; it lives until {@link #disconnect()},
 * whether or not one does.
 *
 * <p>For the FX thread only.
 */
public final class RemoteDesktop {
    /** Updates a second while no view shows the desktop: the picture is never old, and costs next to nothing. */
    public static final int UNSEEN_RATE = 1;

    private final RfbOptions options;
    private final DesktopModel model = new DesktopModel(this);
    private final Connection connection;
    private final BooleanProperty viewOnly = new SimpleBooleanProperty(this, "viewOnly");
    private final IntegerProperty jpegQuality;
    private final IntegerProperty updateRate = new SimpleIntegerProperty(this, "updateRate", RfbSession.UNLIMITED);
    private final BooleanProperty autoReconnect = new SimpleBooleanProperty(this, "autoReconnect", true);
    private final ObjectProperty<Runnable> onBell = new SimpleObjectProperty<>(this, "onBell", () -> {});
    private final ObjectProperty<Consumer<String>> onResizeRefused =
            new SimpleObjectProperty<>(this, "onResizeRefused", reason -> {});

    /**
     * A desktop that is not connected yet.
     *
     * @param dialer opens the way, anew for each attempt, on a background thread
     */
    public RemoteDesktop(RfbDialer dialer, RfbOptions options) {
        this(dialer, options, Platform::runLater, Reconnecting.backoff());
    }

    RemoteDesktop(RfbDialer dialer, RfbOptions options, Executor fx, Reconnecting reconnecting) {
        this.options = options;
        connection = new Connection(this, model, dialer, options, fx, reconnecting);
        jpegQuality = new SimpleIntegerProperty(this, "jpegQuality", options.jpegQuality());
        jpegQuality.subscribe(value -> session().ifPresent(session -> session.setJpegQuality(value.intValue())));
        viewOnly.set(options.viewOnly());
        viewOnly.subscribe(value -> session().ifPresent(session -> session.setViewOnly(value)));
        updateRate.subscribe(value -> ratesChanged());
    }

    /** Connects, unless it is connected or about to be. */
    public void connect() {
        connection.connect();
    }

    /** Disconnects and stays so. Returns at once; the session ends within two seconds. The last picture is kept. */
    public void disconnect() {
        connection.disconnect();
    }

    /** A new session takes over what was set before it. */
    void configure(RfbSession session) {
        session.setViewOnly(isViewOnly());
        session.setUpdateRate(rate());
        if (getJpegQuality() != options.jpegQuality()) {
            session.setJpegQuality(getJpegQuality());
        }
    }

    void addSpectator(Spectator spectator) {
        model.spectators().add(spectator);
        ratesChanged();
    }

    void removeSpectator(Spectator spectator) {
        model.spectators().remove(spectator);
        ratesChanged();
    }

    /** How many views follow. */
    int spectatorCount() {
        return model.spectators().size();
    }

    /** A view wants more updates, or fewer, than before. */
    void ratesChanged() {
        session().ifPresent(session -> session.setUpdateRate(rate()));
    }

    private int rate() {
        int wanted = model.spectators().stream()
                .mapToInt(Spectator::wantedRate)
                .max()
                .orElse(UNSEEN_RATE);
        return Math.min(wanted, getUpdateRate());
    }

    void rang() {
        onBell.get().run();
    }

    void refused(String reason) {
        onResizeRefused.get().accept(reason);
    }

    /** The session while there is one. */
    Optional<RfbSession> session() {
        return connection.session();
    }

    /** The last picture that arrived, also after the connection was lost; empty before the first. */
    public Optional<Framebuffer> picture() {
        return model.picture();
    }

    /**
     * Presses keys one after the other and releases them in reverse order, as in Ctrl+Alt+Del.
     *
     * @param keysyms X11 keysyms, see {@link org.pilothouse.rfb.Keysym}
     */
    public void sendKeys(int... keysyms) {
        session().ifPresent(session -> {
            for (int keysym : keysyms) {
                session.key(keysym, true);
            }
            for (int i = keysyms.length - 1; i >= 0; i--) {
                session.key(keysyms[i], false);
            }
        });
    }

    /** Types text as a keyboard would, without regard to the local layout. */
    public void typeText(String text) {
        text.codePoints()
                .map(c -> c == '\n' ? org.pilothouse.rfb.Keysym.RETURN : org.pilothouse.rfb.Keysym.ofCodePoint(c))
                .forEach(this::sendKeys);
    }

    /** Offers text to the remote clipboard. */
    public void sendCutText(String text) {
        session().ifPresent(session -> session.sendCutText(text));
    }

    /** Asks the remote desktop to take another size, in its pixels. */
    public void requestSize(int width, int height) {
        session().ifPresent(session -> session.requestSize(width, height));
    }

    /** Asks for the whole picture anew. */
    public void refresh() {
        session().ifPresent(RfbSession::refresh);
    }

    /**
     * Shows on all views that somebody else's pointer is there, for applications that hear of it on another way than from the server.
     *
     * @param who a short name; empty if it is not known
     */
    public void showPointer(int x, int y, String who) {
        model.spectators().forEach(spectator -> spectator.pointerMoved(x, y, who));
    }

    /** At most so many updates a second; see {@link RfbSession#setUpdateRate}. Views that are small or hidden ask for fewer. */
    public int getUpdateRate() {
        return updateRate.get();
    }

    public void setUpdateRate(int perSecond) {
        updateRate.set(perSecond);
    }

    public IntegerProperty updateRateProperty() {
        return updateRate;
    }

    public DesktopStatus getStatus() {
        return model.status.get();
    }

    public ReadOnlyObjectProperty<DesktopStatus> statusProperty() {
        return model.status.getReadOnlyProperty();
    }

    /** One sentence about the status, for a person. */
    public String getStatusText() {
        return model.statusText.get();
    }

    public ReadOnlyStringProperty statusTextProperty() {
        return model.statusText.getReadOnlyProperty();
    }

    /** The desktop's own name. */
    public String getName() {
        return model.name.get();
    }

    public ReadOnlyStringProperty nameProperty() {
        return model.name.getReadOnlyProperty();
    }

    /** The remote pointer's shape; empty while the server has not sent one. */
    public Optional<RemoteCursor> getCursor() {
        return model.cursor.get();
    }

    public ReadOnlyObjectProperty<Optional<RemoteCursor>> cursorProperty() {
        return model.cursor.getReadOnlyProperty();
    }

    /** Which lock keys are on at the remote keyboard; empty while the server has not told. */
    public Optional<LockState> getLocks() {
        return model.locks.get();
    }

    public ReadOnlyObjectProperty<Optional<LockState>> locksProperty() {
        return model.locks.getReadOnlyProperty();
    }

    /** What the session did, taken about once a second. */
    public Optional<RfbStatistics> getStatistics() {
        return model.statistics.get();
    }

    public ReadOnlyObjectProperty<Optional<RfbStatistics>> statisticsProperty() {
        return model.statistics.getReadOnlyProperty();
    }

    /** Whether {@link #requestSize} can have an effect. */
    public boolean isResizable() {
        return model.resizable.get();
    }

    public ReadOnlyBooleanProperty resizableProperty() {
        return model.resizable.getReadOnlyProperty();
    }

    /** Whether nothing leaves this side; the engine itself holds back all input. */
    public boolean isViewOnly() {
        return viewOnly.get();
    }

    public void setViewOnly(boolean value) {
        viewOnly.set(value);
    }

    public BooleanProperty viewOnlyProperty() {
        return viewOnly;
    }

    /** From 0, worst, to 9, best, or {@link RfbOptions#LOSSLESS}. */
    public int getJpegQuality() {
        return jpegQuality.get();
    }

    public void setJpegQuality(int quality) {
        jpegQuality.set(quality);
    }

    public IntegerProperty jpegQualityProperty() {
        return jpegQuality;
    }

    /** Whether a lost connection is made again, after a growing pause. Default true. */
    public boolean isAutoReconnect() {
        return autoReconnect.get();
    }

    public void setAutoReconnect(boolean value) {
        autoReconnect.set(value);
    }

    public BooleanProperty autoReconnectProperty() {
        return autoReconnect;
    }

    /** Called when the remote desktop rings its bell. */
    public void setOnBell(Runnable handler) {
        onBell.set(handler);
    }

    /** Called with a sentence when the server refuses another size. */
    public void setOnResizeRefused(Consumer<String> handler) {
        onResizeRefused.set(handler);
    }
}
