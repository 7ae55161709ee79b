package org.pilothouse.rfb.fx;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.event.EventType;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Shows a {@link RemoteDesktop} and lets a person control it. It follows the desktop only while a window shows it: taken out of the
 * scene, or its window closed, it lets go of everything, while the desktop itself stays connected.
 *
 * <p>Keys go to the remote desktop while the view has the focus and {@link #keyboardCapturedProperty()} is true. Ctrl+Alt+Shift+Esc gives
 * the keyboard back, a click into the view takes it again.
 *
 * <p>Style classes: {@code vnc-view}, and {@code vnc-notice} for the line that it shows over the picture when the desktop does not answer.
 */
public final class VncView extends Region {
    /** Darker than most desktops, and unlike black it shows where they end; style sheets may say otherwise. */
    private static final Color BESIDE_THE_PICTURE = Color.grayRgb(0x24);

    private final RemoteDesktop desktop;
    private final StripPane picture = new StripPane();
    private final NoticeLabel notice = new NoticeLabel();
    private final Panning panning = new Panning(this::present);
    private final ObjectProperty<ScaleMode> scaleMode = new SimpleObjectProperty<>(this, "scaleMode", ScaleMode.FIT);
    private final ObjectProperty<ClipboardDirection> clipboardDirection =
            new SimpleObjectProperty<>(this, "clipboardDirection", ClipboardDirection.BOTH);
    private final BooleanProperty remoteCursor = new SimpleBooleanProperty(this, "remoteCursor", true);
    private final ReadOnlyBooleanWrapper keyboardCaptured = new ReadOnlyBooleanWrapper(this, "keyboardCaptured");
    private final KeyboardInput keyboard;
    private final PointerInput pointer;
    private final RemoteSizer remoteSizer;
    private final ObservableValue<Window> shownIn;
    private @Nullable Attachment attachment;

    /** A view of a desktop, which need not be connected yet. */
    public VncView(RemoteDesktop desktop) {
        this.desktop = desktop;
        this.keyboard = new KeyboardInput(desktop::session);
        this.pointer = new PointerInput(desktop::session);
        this.remoteSizer = new RemoteSizer(desktop);
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
        getChildren().addAll(picture, panning.horizontal(), panning.vertical(), notice);
        listenToInput();
        scaleMode.subscribe(this::geometryChanged);
        widthProperty().subscribe(this::geometryChanged);
        heightProperty().subscribe(this::geometryChanged);
        shownIn = sceneProperty().flatMap(Scene::windowProperty).flatMap(window -> window.showingProperty()
                .map(showing -> showing ? window : null));
        shownIn.subscribe(this::shownIn);
    }

    private void shownIn(@Nullable Window window) {
        Attachment old = attachment;
        if (old != null) {
            attachment = null;
            releaseKeyboard();
            remoteSizer.stop();
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
        notice.show(desktop.getStatus(), desktop.getStatusText());
        picture.setOpacity(notice.isVisible() ? NoticeLabel.DIMMED : 1);
        requestLayout();
    }

    void present() {
        Attachment attached = attachment;
        Surface surface = attached == null ? null : attached.pump().ready();
        if (surface != null) {
            boolean barsChanged = panning.fit(surface.placement(), getWidth(), getHeight());
            picture.present(surface.placed(panning.pan(surface.placement())));
            if (barsChanged) {
                requestLayout();
            }
        }
    }

    void viewOnlyChanged() {
        if (desktop.isViewOnly()) {
            releaseKeyboard();
        } else {
            capture();
        }
        cursorChanged();
    }

    void cursorChanged() {
        boolean shown = isRemoteCursor() && !desktop.isViewOnly() && desktop.getStatus() == DesktopStatus.CONNECTED;
        setCursor(shown ? CursorImages.of(desktop.getCursor()) : Cursor.DEFAULT);
    }

    /** The view's size on the screen, its mode, or the screen itself changed. */
    void geometryChanged() {
        Attachment attached = attachment;
        if (attached != null) {
            ViewGeometry geometry = attached.geometry(getScaleMode(), getWidth(), getHeight());
            attached.pump().viewChanged(geometry);
            remoteSizer.viewChanged(geometry);
        }
    }

    RemoteDesktop desktop() {
        return desktop;
    }

    private void listenToInput() {
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        addEventHandler(KeyEvent.KEY_RELEASED, this::keyReleased);
        addEventHandler(KeyEvent.KEY_TYPED, this::swallow);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            capture();
        });
        addEventHandler(MouseEvent.ANY, this::mouse);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        setOnInputMethodTextChanged(this::inputMethod);
        setInputMethodRequests(new NoComposition());
        focusedProperty().subscribe(focused -> {
            if (focused) {
                capture();
            } else {
                releaseKeyboard();
            }
        });
    }

    private void capture() {
        Attachment attached = attachment;
        if (attached != null && isFocused() && !desktop.isViewOnly()) {
            keyboardCaptured.set(true);
            attached.clipboard().offer();
        }
    }

    /** Gives the keyboard back to the application and releases all remote keys, until the view is clicked or focused again. */
    public void releaseKeyboard() {
        keyboard.releaseAll();
        keyboardCaptured.set(false);
    }

    private void keyPressed(KeyEvent event) {
        if (!isKeyboardCaptured()) {
            return;
        }
        event.consume();
        if (EscapeChord.matches(event)) {
            releaseKeyboard();
            return;
        }
        Attachment attached = attachment;
        if (attached != null && EscapeChord.mayPaste(event)) {
            attached.clipboard().offer();
        }
        keyboard.pressed(event);
    }

    private void keyReleased(KeyEvent event) {
        if (isKeyboardCaptured()) {
            event.consume();
            keyboard.released(event);
        }
    }

    private void swallow(KeyEvent event) {
        if (isKeyboardCaptured()) {
            event.consume();
        }
    }

    private void inputMethod(InputMethodEvent event) {
        if (isKeyboardCaptured()) {
            keyboard.typed(event.getCommitted());
            event.consume();
        }
    }

    private void mouse(MouseEvent event) {
        Optional<Placement> placement = placement();
        // The scroll bars are ours too, and handle their own events.
        if (placement.isEmpty() || event.getTarget() != this || desktop.isViewOnly()) {
            return;
        }
        EventType<?> type = event.getEventType();
        if (type == MouseEvent.MOUSE_MOVED) {
            pointer.moved(event, placement.get());
        } else if (type == MouseEvent.MOUSE_DRAGGED) {
            pointer.dragged(event, placement.get());
        } else if (type == MouseEvent.MOUSE_PRESSED) {
            pointer.pressed(event, placement.get());
        } else if (type == MouseEvent.MOUSE_RELEASED) {
            pointer.released(event, placement.get());
        } else {
            return;
        }
        event.consume();
    }

    private void scroll(ScrollEvent event) {
        Optional<Placement> placement = placement();
        if (placement.isPresent() && event.getTarget() == this && !desktop.isViewOnly()) {
            pointer.scrolled(event, placement.get());
            event.consume();
        }
    }

    private Optional<Placement> placement() {
        return picture.placement();
    }

    @Override
    protected void layoutChildren() {
        panning.layout(getWidth(), getHeight());
        notice.resizeRelocate(0, 0, getWidth(), getHeight());
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

    /** Whether keys go to the remote desktop: show it, so that nobody types blind. */
    public boolean isKeyboardCaptured() {
        return keyboardCaptured.get();
    }

    public ReadOnlyBooleanProperty keyboardCapturedProperty() {
        return keyboardCaptured.getReadOnlyProperty();
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
}
