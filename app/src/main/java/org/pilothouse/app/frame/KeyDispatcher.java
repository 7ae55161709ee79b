package org.pilothouse.app.frame;

import java.util.Locale;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.component.KeyCapture;
import org.pilothouse.app.dialog.Dialogs;

/**
 * Runs live actions by their keys. Nothing happens while a dialog is open (it has its own keys) or while the focus is in
 * a viewer (its keys go to the remote desktop); characters and plain keys are left to fields that edit text.
 */
public final class KeyDispatcher {
    private final LiveActions actions;
    private final Dialogs dialogs;

    public KeyDispatcher(LiveActions actions, Dialogs dialogs) {
        this.actions = actions;
        this.dialogs = dialogs;
    }

    public void install(Scene scene) {
        // Chords come first; plain keys only after the focused control has left them over.
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> offer(event, Shortcut.Kind.CHORD));
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> offer(event, Shortcut.Kind.KEY));
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> offer(event, Shortcut.Kind.CHARACTER));
    }

    private void offer(KeyEvent event, Shortcut.Kind kind) {
        Node focus = event.getTarget() instanceof Scene scene ? scene.getFocusOwner() : (Node) event.getTarget();
        if (event.isConsumed() || dialogs.isOpen() || KeyCapture.isCaptured(focus)) {
            return;
        }
        if (kind != Shortcut.Kind.CHORD && editsText(focus) && event.getCode() != KeyCode.ESCAPE) {
            return;
        }
        actions.find(matching(event, kind)).ifPresent(action -> {
            event.consume();
            action.run();
        });
    }

    private static Predicate<Shortcut> matching(KeyEvent event, Shortcut.Kind kind) {
        return shortcut -> shortcut.kind() == kind
                && switch (kind) {
                    case CHARACTER ->
                        !event.isControlDown()
                                && !event.isAltDown()
                                && !event.isMetaDown()
                                && event.getCharacter().toUpperCase(Locale.ROOT).equals(shortcut.text());
                    case KEY -> !hasModifier(event) && named(shortcut.text()) == event.getCode();
                    case CHORD ->
                        KeyCombination.valueOf(shortcut.text().replace("Ctrl", "Shortcut"))
                                .match(event);
                };
    }

    private static boolean hasModifier(KeyEvent event) {
        return event.isControlDown() || event.isAltDown() || event.isMetaDown() || event.isShiftDown();
    }

    private static @Nullable KeyCode named(String name) {
        KeyCode code = KeyCode.getKeyCode(name);
        return code != null || !name.equals("Escape") ? code : KeyCode.ESCAPE;
    }

    private static boolean editsText(@Nullable Node focus) {
        return focus instanceof TextInputControl || (focus instanceof ComboBoxBase<?> combo && combo.isEditable());
    }
}
