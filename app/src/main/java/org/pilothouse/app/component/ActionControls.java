package org.pilothouse.app.component;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.lifecycle.Attachment;

/** The controls that actions come as. Each says the action's name, its key and what it does. */
public final class ActionControls {
    private ActionControls() {}

    /** Icon and words. */
    public static Button button(Action action) {
        Button button = new Button(null, Icons.of(action.description().icon()));
        wire(button, action);
        Attachment.of(button, subscriptions -> {
            subscriptions.observe(action.label(), button::setText);
            subscriptions.observe(action.enabled(), enabled -> button.setDisable(!enabled));
        });
        return button;
    }

    /** The one button of a screen that is asked for most. */
    public static Button primaryButton(Action action) {
        Button button = button(action);
        button.getStyleClass().add("accent");
        return button;
    }

    /** As {@link #button}, but only there while it can be pressed: for actions of which one at a time makes sense. */
    public static Button passingButton(Action action) {
        Button button = button(action);
        Attachment.of(
                button,
                subscriptions -> subscriptions.observe(action.enabled(), enabled -> {
                    button.setVisible(enabled);
                    button.setManaged(enabled);
                }));
        return button;
    }

    /** An icon alone; what it does is in the tooltip and for screen readers. */
    public static Button iconButton(Action action) {
        Button button = new Button(null, Icons.of(action.description().icon()));
        button.getStyleClass().addAll("button-icon", "flat", "icon-button");
        wire(button, action);
        Attachment.of(button, subscriptions -> {
            subscriptions.observe(action.label(), button::setAccessibleText);
            subscriptions.observe(action.enabled(), enabled -> button.setDisable(!enabled));
        });
        return button;
    }

    /** A menu with a line before the dangerous ones. It follows the actions while it is shown. */
    public static ContextMenu menu(List<Action> actions) {
        ContextMenu menu = new ContextMenu();
        menu.setOnShowing(shown -> menu.getItems().setAll(items(actions)));
        // A menu without items never shows, so it starts with what it will be filled with.
        menu.getItems().setAll(items(actions));
        return menu;
    }

    private static List<MenuItem> items(List<Action> actions) {
        List<MenuItem> items = new ArrayList<>();
        boolean dangerousBefore = false;
        for (Action action : actions) {
            if (action.description().dangerous() && !dangerousBefore && !items.isEmpty()) {
                items.add(new SeparatorMenuItem());
            }
            dangerousBefore = action.description().dangerous();
            items.add(item(action));
        }
        return items;
    }

    private static MenuItem item(Action action) {
        MenuItem item = new MenuItem(
                action.label().getValue(), Icons.of(action.description().icon()));
        item.setId("menu/" + action.id());
        item.setMnemonicParsing(false);
        item.setDisable(!action.isEnabled());
        item.setOnAction(event -> action.run());
        if (action.description().dangerous()) {
            item.getStyleClass().add("danger");
        }
        return item;
    }

    /** The key as text after the sentence: {@code Start the desktop (S)}. */
    public static String hint(Action action) {
        Shortcut shortcut = action.description().shortcut();
        return shortcut == null
                ? action.description().hint()
                : action.description().hint() + "  (" + shortcut.display() + ")";
    }

    private static void wire(Button control, Action action) {
        control.setId(action.id());
        control.setMnemonicParsing(false);
        control.setTooltip(new Tooltip(hint(action)));
        if (action.description().dangerous()) {
            control.getStyleClass().add("danger");
        }
        control.setOnAction(event -> action.run());
    }
}
