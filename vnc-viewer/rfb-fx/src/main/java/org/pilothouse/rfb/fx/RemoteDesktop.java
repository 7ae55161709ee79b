package org.pilothouse.rfb.fx;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.RfbStatistics;

/**
 * A connection to a remote desktop as a model: its state as properties, without a node, so that view models can hold it. It reconnects
 * by itself and keeps the last picture meanwhile. Any number of {@link VncView}s may show it; it does not know them, and lives until
 * {@link #disconnect()}.
 *
 * <p>For the FX thread only.
 */
public final class RemoteDesktop {
    private final Executor fx;
    private final RfbDialer dialer;
    private final RfbOptions options;
    private final Reconnecting reconnecting;
    private final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> cutTextHandlers = new CopyOnWriteArrayList<>();

    private final ReadOnlyObjectWrapper<DesktopStatus> status =
            new ReadOnlyObjectWrapper<>(this, "status", DesktopStatus.DISCONNECTED);
    private final ReadOnlyStringWrapper statusText = new ReadOnlyStringWrapper(this, "statusText", "Not connected");
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
    private final ReadOnlyObjectWrapper<Optional<RemoteCursor>> cursor =
            new ReadOnlyObjectWrapper<>(this, "cursor", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<RfbStatistics>> statistics =
            new ReadOnlyObjectWrapper<>(this, "statistics", Optional.empty());
    private final ReadOnlyBooleanWrapper resizable = new ReadOnlyBooleanWrapper(this, "resizable");
    private final BooleanProperty viewOnly = new SimpleBooleanProperty(this, "viewOnly");
    private final IntegerProperty jpegQuality;
    private final BooleanProperty autoReconnect = new SimpleBooleanProperty(this, "autoReconnect", true);
    private final ObjectProperty<Runnable> onBell = new SimpleObjectProperty<>(this, "onBell", () -> {});
    private final ObjectProperty<Consumer<String>> onResizeRefused =
            new SimpleObjectProperty<>(this, "onResizeRefused", reason -> {});

    private @Nullable SessionLink link;
    private int updateRate = RfbSession.UNLIMITED;

    /** Written on the session's thread, which is the only one that may know a frame before the FX thread does. */
    private volatile @Nullable Framebuffer picture;

    /**
     * A desktop that is not connected yet.
     *
     * @param dialer opens the way, anew for each attempt, on a background thread
     */
    public RemoteDesktop(RfbDialer dialer, RfbOptions options) {
        this(dialer, options, Platform::runLater, Reconnecting.backoff());
    }

    RemoteDesktop(RfbDialer dialer, RfbOptions options, Executor fx, Reconnecting reconnecting) {
        this.dialer = dialer;
        this.options = options;
        this.fx = fx;
        this.reconnecting = reconnecting;
        jpegQuality = new SimpleIntegerProperty(this, "jpegQuality", options.jpegQuality());
        jpegQuality.subscribe(value -> session().ifPresent(session -> session.setJpegQuality(value.intValue())));
        viewOnly.set(options.viewOnly());
        viewOnly.subscribe(value -> session().ifPresent(session -> session.setViewOnly(value)));
    }

    /** Connects, unless it is connected or about to be. */
    public void connect() {
        DesktopStatus now = getStatus();
        if (now == DesktopStatus.DISCONNECTED || now == DesktopStatus.FAILED || now == DesktopStatus.RECONNECTING) {
            closeLink();
            reconnecting.reset();
            show(DesktopStatus.CONNECTING, "Connecting\u2026");
            open();
        }
    }

    /** Disconnects and stays so. Returns at once; the session ends within two seconds. The last picture is kept. */
    public void disconnect() {
        closeLink();
        show(DesktopStatus.DISCONNECTED, "Not connected");
    }

    private void open() {
        SessionLink opened = new SessionLink(this, fx, reconnecting);
        link = opened;
        opened.open(dialer, options);
    }

    private void closeLink() {
        SessionLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    /** Called by a link on the FX thread, as are all methods down to {@link #ended}. */
    void stateChanged(SessionLink from, RfbState state) {
        if (from != link) {
            return;
        }
        switch (state) {
            case RfbState.Connecting() -> {}
            case RfbState.Authenticating() -> {}
            case RfbState.Connected connected -> {
                name.set(connected.name());
                from.session().ifPresent(session -> {
                    session.setViewOnly(isViewOnly());
                    session.setUpdateRate(updateRate);
                    if (getJpegQuality() != options.jpegQuality()) {
                        session.setJpegQuality(getJpegQuality());
                    }
                });
                show(DesktopStatus.CONNECTED, "Connected");
            }
            case RfbState.Closed(CloseReason reason) -> ended(from, reason);
        }
    }

    private void ended(SessionLink from, CloseReason reason) {
        cursor.set(Optional.empty());
        resizable.set(false);
        boolean again = isAutoReconnect() && reason.kind().worthRetrying();
        if (!again) {
            link = null;
            from.close();
            show(DesktopStatus.FAILED, reason.message());
            return;
        }
        Duration delay = reconnecting.nextDelay();
        show(DesktopStatus.RECONNECTING, reason.message() + " Reconnecting\u2026");
        from.retryAfter(delay, this::reopen);
    }

    private void reopen(SessionLink from) {
        if (from == link) {
            open();
        }
    }

    void ticked(SessionLink from, RfbStatistics now, boolean canResize) {
        if (from != link) {
            return;
        }
        statistics.set(Optional.of(now));
        resizable.set(canResize);
        boolean frozen = Frozen.isFrozen(now);
        if (frozen) {
            show(DesktopStatus.FROZEN, Frozen.sentence(now));
        } else if (getStatus() == DesktopStatus.FROZEN) {
            show(DesktopStatus.CONNECTED, "Connected");
        }
    }

    void cursorChanged(SessionLink from, RemoteCursor shape) {
        if (from == link) {
            cursor.set(Optional.of(shape));
        }
    }

    void nameChanged(SessionLink from, String newName) {
        if (from == link) {
            name.set(newName);
        }
    }

    void bell(SessionLink from) {
        if (from == link) {
            onBell.get().run();
        }
    }

    void resizeRefused(SessionLink from, String reason) {
        if (from == link) {
            onResizeRefused.get().accept(reason);
        }
    }

    void cutTextReceived(SessionLink from, String text) {
        if (from == link) {
            cutTextHandlers.forEach(handler -> handler.accept(text));
        }
    }

    /** On the session's thread. */
    void frame(Framebuffer framebuffer, Damage damage) {
        picture = framebuffer;
        for (FrameSink sink : sinks) {
            sink.frame(framebuffer, damage);
        }
    }

    private void show(DesktopStatus newStatus, String text) {
        statusText.set(text);
        status.set(newStatus);
    }

    void addSink(FrameSink sink) {
        sinks.add(sink);
    }

    /** How many views follow. */
    int sinkCount() {
        return sinks.size();
    }

    void removeSink(FrameSink sink) {
        sinks.remove(sink);
    }

    void addCutTextHandler(Consumer<String> handler) {
        cutTextHandlers.add(handler);
    }

    void removeCutTextHandler(Consumer<String> handler) {
        cutTextHandlers.remove(handler);
    }

    /** The session while there is one. */
    Optional<RfbSession> session() {
        return Optional.ofNullable(link).flatMap(SessionLink::session);
    }

    /** The last picture that arrived, also after the connection was lost; empty before the first. */
    public Optional<Framebuffer> picture() {
        return Optional.ofNullable(picture);
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

    /** At most so many updates a second; see {@link RfbSession#setUpdateRate}. */
    public void setUpdateRate(int perSecond) {
        updateRate = perSecond;
        session().ifPresent(session -> session.setUpdateRate(perSecond));
    }

    public DesktopStatus getStatus() {
        return status.get();
    }

    public ReadOnlyObjectProperty<DesktopStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** One sentence about the status, for a person. */
    public String getStatusText() {
        return statusText.get();
    }

    public ReadOnlyStringProperty statusTextProperty() {
        return statusText.getReadOnlyProperty();
    }

    /** The desktop's own name. */
    public String getName() {
        return name.get();
    }

    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /** The remote pointer's shape; empty while the server has not sent one. */
    public Optional<RemoteCursor> getCursor() {
        return cursor.get();
    }

    public ReadOnlyObjectProperty<Optional<RemoteCursor>> cursorProperty() {
        return cursor.getReadOnlyProperty();
    }

    /** What the session did, taken about once a second. */
    public Optional<RfbStatistics> getStatistics() {
        return statistics.get();
    }

    public ReadOnlyObjectProperty<Optional<RfbStatistics>> statisticsProperty() {
        return statistics.getReadOnlyProperty();
    }

    /** Whether {@link #requestSize} can have an effect. */
    public boolean isResizable() {
        return resizable.get();
    }

    public ReadOnlyBooleanProperty resizableProperty() {
        return resizable.getReadOnlyProperty();
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
