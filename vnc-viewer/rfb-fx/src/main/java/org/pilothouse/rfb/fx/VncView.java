package org.pilothouse.rfb.fx;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.image.Image;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.fx.overlay.Panning;
import org.pilothouse.rfb.fx.picture.CursorImages;
import org.pilothouse.rfb.fx.picture.Placement;
import org.pilothouse.rfb.fx.picture.Scale;
import org.pilothouse.rfb.fx.picture.Screenshots;
import org.pilothouse.rfb.fx.picture.StripPane;
import org.pilothouse.rfb.fx.picture.Surface;
import org.pilothouse.rfb.fx.picture.ViewGeometry;

/**
 * Shows a {@link RemoteDesktop} and lets a person control it.
 *
 * <pre>{@code
 * RemoteDesktop remote = new RemoteDesktop(
 *         RfbTransport.tcp("localhost", 5900, Duration.ofSeconds(5)),
 *         RfbOptions.builder().server("localhost", 5900).build());
 * stage.setScene(new Scene(new BorderPane(new VncView(remote)), 1024, 768));
 * remote.connect();
 * }</pre>
 *
 * <p>It follows the desktop only while somebody can see it: out of the scene, in a closed or minimised window, or behind another tab it
 * lets go of everything, while the desktop itself stays connected.
 *
 * <p>Keys go to the remote desktop while the view has the focus and {@link #keyboardCapturedProperty()} is true. Ctrl+Alt+Shift+Esc gives
 * the keyboard back, a click into the view takes it again. Losing the focus releases every remote key and button that is held. On a touch
 * screen a tap is a click, a long press a click with the right button, two fingers scroll, or zoom.
 *
 * <p>Style classes: {@code vnc-view}; over the picture {@code vnc-notice} for why the desktop does not answer, {@code vnc-statistics},
 * {@code vnc-ghost} for somebody else's pointer, {@code vnc-bell} and {@code vnc-region}.
 *
 * <p>For the FX thread only.
 */
public final class VncView extends Region {
    /** Darker than most desktops, and unlike black it shows where they end; style sheets may say otherwise. */
    private static final Color BESIDE_THE_PICTURE = Color.grayRgb(0x24);

    private final RemoteDesktop desktop;
    private final StripPane picture = new StripPane();
    private final Panning panning = new Panning(this::geometryChanged);
    private final ViewOverlays overlays;
    private final ObjectProperty<ScaleMode> scaleMode = new SimpleObjectProperty<>(this, "scaleMode", ScaleMode.FIT);
    private final DoubleProperty zoom = new SimpleDoubleProperty(this, "zoom", 1);
    private final ObjectProperty<ClipboardDirection> clipboardDirection =
            new SimpleObjectProperty<>(this, "clipboardDirection", ClipboardDirection.BOTH);
    private final BooleanProperty remoteCursor = new SimpleBooleanProperty(this, "remoteCursor", true);
    private final ViewInput input;
    private final RemoteSizer remoteSizer;
    private final ObservableValue<Window> shownIn;
    private @Nullable Attachment attachment;
    private @Nullable Framebuffer fittedTo;
    private boolean fitting;
    private long presents;

    /** A view of a desktop, which need not be connected yet. */
    public VncView(RemoteDesktop desktop) {
        this.desktop = desktop;
        this.input = new ViewInput(this, panning);
        this.remoteSizer = new RemoteSizer(desktop);
        this.overlays = new ViewOverlays();
        getStyleClass().add("vnc-view");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Remote desktop");
        setFocusTraversable(true);
        setMinSize(0, 0);
        setBackground(Background.fill(BESIDE_THE_PICTURE));
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        getChildren().addAll(picture, panning.horizontal(), panning.vertical());
        getChildren().addAll(overlays.nodes());
        overlays.statisticsShown().subscribe(this::statisticsChanged);
        scaleMode.subscribe(this::geometryChanged);
        zoom.subscribe(this::geometryChanged);
        widthProperty().subscribe(this::geometryChanged);
        heightProperty().subscribe(this::geometryChanged);
        shownIn = Showing.window(this);
        shownIn.subscribe(this::shownIn);
    }

    private void shownIn(@Nullable Window window) {
        Attachment old = attachment;
        if (old != null) {
            attachment = null;
            releaseKeyboard();
            remoteSizer.stop();
            overlays.clear();
            old.close();
            picture.clear();
        }
        if (window != null) {
            attachment = new Attachment(this, window);
            geometryChanged();
        }
    }

    /** What the attachment calls, on the FX thread. */
    void statusChanged() {
        overlays.showStatus(picture, desktop.getStatus(), desktop.getStatusText());
        requestLayout();
    }

    void statisticsChanged() {
        overlays.showStatistics(desktop.getStatistics(), placement());
        requestLayout();
    }

    void present() {
        Attachment attached = attachment;
        Surface surface = attached == null ? null : attached.pump().ready();
        if (surface != null) {
            presents++;
            picture.present(surface);
            overlays.place(surface.placement());
            if (surface.source() != fittedTo) {
                geometryChanged(); // another size of the desktop may need other bars
            }
        }
    }

    /** How often something was presented; for tests. */
    long presents() {
        return presents;
    }

    void viewOnlyChanged() {
        if (desktop.isViewOnly()) {
            releaseKeyboard();
        } else {
            input.capture();
        }
        cursorChanged();
    }

    void cursorChanged() {
        boolean shown = isRemoteCursor() && !desktop.isViewOnly() && desktop.getStatus() == DesktopStatus.CONNECTED;
        setCursor(shown ? CursorImages.of(desktop.getCursor()) : Cursor.DEFAULT);
    }

    /** The view's size on the screen, its mode, or the screen itself changed, or the picture is panned. */
    void geometryChanged() {
        Attachment attached = attachment;
        if (attached == null || fitting) {
            return;
        }
        ViewGeometry whole = attached.geometry(scale(), getWidth(), getHeight(), 0, 0);
        Framebuffer now = desktop.picture().orElse(null);
        if (now != null && now.width() > 0) {
            fitting = true; // the bars tell of their own changes too
            fittedTo = now;
            if (panning.fit(Placement.of(whole, now), getWidth(), getHeight())) {
                requestLayout();
            }
            fitting = false;
        }
        attached.viewChanged(attached.geometry(
                scale(), panning.widthLeft(getWidth()), panning.heightLeft(getHeight()), panning.x(), panning.y()));
        remoteSizer.viewChanged(getScaleMode(), whole);
    }

    private Scale scale() {
        return switch (getScaleMode()) {
            case FIT, RESIZE_REMOTE -> new Scale.Fit();
            case ACTUAL_SIZE -> new Scale.Times(1);
            case ZOOM -> new Scale.Times(Math.clamp(getZoom(), Scale.LEAST, Scale.MOST));
        };
    }

    void locksChanged(Optional<LockState> before, Optional<LockState> now) {
        if (before.isEmpty() && now.isPresent()) {
            input.syncLocks();
        }
    }

    void otherPointer(int x, int y, String who) {
        if (!who.isEmpty() || input.isSomebodyElse(x, y)) {
            overlays.pointerMoved(x, y, who);
            placement().ifPresent(overlays::place);
        }
    }

    void bell() {
        overlays.bell();
    }

    RemoteDesktop desktop() {
        return desktop;
    }

    Optional<Attachment> attachment() {
        return Optional.ofNullable(attachment);
    }

    /** Where the picture is shown; empty while there is none. */
    Optional<Placement> placement() {
        return picture.placement();
    }

    /** Gives the keyboard back to the application and releases all remote keys, until the view is clicked or focused again. */
    public void releaseKeyboard() {
        input.release();
    }

    /**
     * Zooms by a factor and keeps what is at a point of the view there, as far as the picture's edges allow. Turns the mode to
     * {@link ScaleMode#ZOOM}, beginning from how large the picture is now.
     *
     * @param x logical pixels of this view
     * @param y logical pixels of this view
     */
    public void zoomBy(double factor, double x, double y) {
        placement().ifPresent(before -> {
            double next = Math.clamp(before.factor() * factor, Scale.LEAST, Scale.MOST);
            double ratio = next / before.factor();
            setZoom(next);
            setScaleMode(ScaleMode.ZOOM);
            panning.to((x - before.x()) * ratio - x, (y - before.y()) * ratio - y);
        });
    }

    @Override
    protected void layoutChildren() {
        panning.layout(getWidth(), getHeight());
        overlays.layout(getWidth(), getHeight());
    }

    @Override
    protected double computePrefWidth(double height) {
        return desktop.picture().map(p -> (double) p.width()).orElse(640.0);
    }

    @Override
    protected double computePrefHeight(double width) {
        return desktop.picture().map(p -> (double) p.height()).orElse(480.0);
    }

    /** A copy of the whole remote picture in its own size; empty before the first update. */
    public Optional<Image> screenshot() {
        return desktop.picture().map(Screenshots::copy);
    }

    /**
     * Lets the person drag a rectangle over the picture, and copies that part in its own size. Does nothing while there is no picture.
     *
     * @param taken hears of the copy when the mouse is released, and never if the person gives up with Esc, another button or a click
     */
    public void selectScreenshot(Consumer<Image> taken) {
        placement().ifPresent(at -> {
            releaseKeyboard();
            overlays.select(this, at, region -> desktop.picture().ifPresent(now -> {
                int width = Math.min((int) region.getWidth(), now.width() - (int) region.getMinX());
                int height = Math.min((int) region.getHeight(), now.height() - (int) region.getMinY());
                if (width > 0 && height > 0) {
                    taken.accept(Screenshots.copy(now, (int) region.getMinX(), (int) region.getMinY(), width, height));
                }
            }));
        });
    }

    /** Whether keys go to the remote desktop: show it, so that nobody types blind. */
    public boolean isKeyboardCaptured() {
        return input.captured().get();
    }

    public ReadOnlyBooleanProperty keyboardCapturedProperty() {
        return input.captured().getReadOnlyProperty();
    }

    public ScaleMode getScaleMode() {
        return scaleMode.get();
    }

    public void setScaleMode(ScaleMode mode) {
        scaleMode.set(mode);
    }

    public ObjectProperty<ScaleMode> scaleModeProperty() {
        return scaleMode;
    }

    /** Screen pixels for one remote pixel in {@link ScaleMode#ZOOM}, from 0.05 to 16; what is beyond is taken for these. Default 1. */
    public double getZoom() {
        return zoom.get();
    }

    public void setZoom(double factor) {
        zoom.set(factor);
    }

    public DoubleProperty zoomProperty() {
        return zoom;
    }

    /** Which way text on the clipboard may go. Default: both. */
    public ClipboardDirection getClipboardDirection() {
        return clipboardDirection.get();
    }

    public void setClipboardDirection(ClipboardDirection direction) {
        clipboardDirection.set(direction);
    }

    public ObjectProperty<ClipboardDirection> clipboardDirectionProperty() {
        return clipboardDirection;
    }

    /** Whether the local cursor takes the remote pointer's shape. Default true. */
    public boolean isRemoteCursor() {
        return remoteCursor.get();
    }

    public void setRemoteCursor(boolean shown) {
        remoteCursor.set(shown);
    }

    public BooleanProperty remoteCursorProperty() {
        return remoteCursor;
    }

    /** Whether figures lie over the picture: how fast it comes, and who limits it. Ctrl+Alt+Shift+S shows and hides them. Default false. */
    public boolean isStatisticsShown() {
        return overlays.statisticsShown().get();
    }

    public void setStatisticsShown(boolean shown) {
        overlays.statisticsShown().set(shown);
    }

    public BooleanProperty statisticsShownProperty() {
        return overlays.statisticsShown();
    }

    /** What somebody else's pointer is called where nobody says who it is. Default: "someone else". */
    public String getGhostName() {
        return overlays.ghostName().get();
    }

    public void setGhostName(String name) {
        overlays.ghostName().set(name);
    }
}
