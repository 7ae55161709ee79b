package org.pilothouse.app.dialog;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.event.EventHandler;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;

/** Shows the open dialog over the window's content, keeps the focus in it, and gives the focus back afterwards. */
public final class DialogHostView extends StackPane {
    private final Dialogs dialogs;
    private final Map<Class<?>, Factory> factories = new HashMap<>();
    private final Region scrim = new Region();
    private final Subscriptions whileOpen = new Subscriptions();
    private @Nullable Node focusedBefore;

    /** Where a dialog stands. */
    public enum Stand {
        CENTRE,
        /** Below the top bar, where it opens from. */
        TOP
    }

    private record Factory(Function<DialogRequest, ? extends Node> view, Stand stand) {}

    public DialogHostView(Dialogs dialogs) {
        this.dialogs = dialogs;
        getStyleClass().add("dialog-host");
        scrim.getStyleClass().add("scrim");
        scrim.setOnMousePressed(event -> closeEasily());
        setVisible(false);
        setManaged(true);
        Attachment.of(this, subscriptions -> {
            subscriptions.observe(dialogs.current(), this::show);
            subscriptions.add(whileOpen::close);
        });
    }

    /** Says how dialogs of a class look. */
    public <T extends DialogRequest> void register(Class<T> type, Function<T, ? extends Node> view, Stand stand) {
        factories.put(type, new Factory(request -> view.apply(type.cast(request)), stand));
    }

    private void show(@Nullable DialogRequest request) {
        boolean wasOpen = isVisible();
        whileOpen.close();
        getChildren().clear();
        setVisible(request != null);
        if (request == null) {
            if (wasOpen && focusedBefore != null && focusedBefore.getScene() != null) {
                focusedBefore.requestFocus();
            }
            focusedBefore = null;
            return;
        }
        if (!wasOpen) {
            focusedBefore = getScene().getFocusOwner();
        }
        Factory factory = factories.get(request.getClass());
        if (factory == null) {
            throw new IllegalStateException("no view is registered for " + request.getClass());
        }
        Node content = factory.view().apply(request);
        content.getStyleClass().add("dialog");
        setAlignment(content, factory.stand() == Stand.TOP ? Pos.TOP_CENTER : Pos.CENTER);
        if (factory.stand() == Stand.TOP) {
            setMargin(content, new Insets(72, 0, 0, 0));
        }
        getChildren().addAll(scrim, content);
        listenForEscape(getScene());
        focusFirst(content);
        keepFocusIn(content);
    }

    /** At the scene, so that it works wherever the focus is. */
    private void listenForEscape(Scene scene) {
        EventHandler<KeyEvent> listener = this::keyPressed;
        scene.addEventHandler(KeyEvent.KEY_PRESSED, listener);
        whileOpen.add(() -> scene.removeEventHandler(KeyEvent.KEY_PRESSED, listener));
    }

    private void keepFocusIn(Node content) {
        whileOpen.add(getScene().focusOwnerProperty().subscribe((before, now) -> {
            if (now != null && content.getScene() != null && !isWithin(now, content)) {
                focusFirst(content);
            }
        }));
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && isVisible()) {
            event.consume();
            closeEasily();
        }
    }

    private void closeEasily() {
        DialogRequest open = dialogs.current().get();
        if (open != null && open.isEasilyClosed()) {
            dialogs.close(open);
        }
    }

    private static boolean isWithin(Node node, Node ancestor) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** The node that the view marked as first, else the first that takes focus. */
    private static void focusFirst(Node content) {
        Node first = find(content, true);
        if (first == null) {
            first = find(content, false);
        }
        if (first == null) {
            content.setFocusTraversable(true);
            first = content;
        }
        first.requestFocus();
    }

    /** Views put this into the properties of the node that is to have the focus first. */
    public static final String FIRST = "dialog.first";

    private static @Nullable Node find(Node node, boolean marked) {
        if (marked ? node.getProperties().containsKey(FIRST) : node.isFocusTraversable() && !node.isDisabled()) {
            return node;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = find(child, marked);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
