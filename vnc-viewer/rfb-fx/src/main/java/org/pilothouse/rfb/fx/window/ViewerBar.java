package org.pilothouse.rfb.fx.window;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.pilothouse.rfb.Keysym;
import org.pilothouse.rfb.fx.ClipboardDirection;
import org.pilothouse.rfb.fx.DesktopStatus;
import org.pilothouse.rfb.fx.RemoteDesktop;
import org.pilothouse.rfb.fx.VncView;

/** What a person may want to change while looking at a desktop. */
final class ViewerBar extends HBox {
    private static final double GAP = 6;

    ViewerBar(VncView view, RemoteDesktop desktop, Pictures pictures, Runnable fullScreen) {
        super(GAP);
        setPadding(new Insets(GAP));
        setAlignment(Pos.CENTER_LEFT);

        ToggleButton viewOnly = new ToggleButton("View only");
        viewOnly.setTooltip(new Tooltip("Look on; keys, pointer and clipboard stay here"));
        viewOnly.selectedProperty().bindBidirectional(desktop.viewOnlyProperty());

        ToggleButton statistics = new ToggleButton("Statistics");
        statistics.setTooltip(new Tooltip("How fast the picture comes, and who limits it (Ctrl+Alt+Shift+S)"));
        statistics.selectedProperty().bindBidirectional(view.statisticsShownProperty());

        Button again = new Button("Connect again");
        again.setOnAction(event -> desktop.connect());
        again.managedProperty().bind(again.visibleProperty());
        again.visibleProperty()
                .bind(desktop.statusProperty()
                        .map(now -> now == DesktopStatus.FAILED || now == DesktopStatus.RECONNECTING));

        Button full = new Button("Full screen");
        full.setTooltip(new Tooltip("Ctrl+Alt+Shift+Enter, there and back"));
        full.setOnAction(event -> fullScreen.run());

        getChildren()
                .addAll(
                        new ScaleMenu(view),
                        viewOnly,
                        clipboardMenu(view),
                        keyMenu(desktop),
                        pictureMenu(view, pictures),
                        statistics,
                        full,
                        again);
        for (Node child : getChildren()) {
            child.setFocusTraversable(false);
        }
    }

    private static MenuButton clipboardMenu(VncView view) {
        MenuButton menu = new MenuButton("Clipboard");
        ToggleGroup group = new ToggleGroup();
        for (ClipboardDirection direction : ClipboardDirection.values()) {
            RadioMenuItem item = new RadioMenuItem(text(direction));
            item.setToggleGroup(group);
            item.setOnAction(event -> view.setClipboardDirection(direction));
            view.clipboardDirectionProperty().subscribe(now -> item.setSelected(now == direction));
            menu.getItems().add(item);
        }
        return menu;
    }

    private static String text(ClipboardDirection direction) {
        return switch (direction) {
            case BOTH -> "Both ways";
            case TO_REMOTE -> "Only to the desktop";
            case FROM_REMOTE -> "Only from the desktop";
            case NONE -> "Not shared";
        };
    }

    private static MenuButton keyMenu(RemoteDesktop desktop) {
        MenuButton menu = new MenuButton("Keys");
        menu.disableProperty().bind(desktop.viewOnlyProperty());
        menu.getItems()
                .addAll(
                        keys(desktop, "Ctrl+Alt+Del", Keysym.CONTROL_LEFT, Keysym.ALT_LEFT, Keysym.DELETE),
                        keys(desktop, "Ctrl+Alt+Backspace", Keysym.CONTROL_LEFT, Keysym.ALT_LEFT, Keysym.BACK_SPACE),
                        new SeparatorMenuItem(),
                        keys(desktop, "Alt+Tab", Keysym.ALT_LEFT, Keysym.TAB),
                        keys(desktop, "Alt+F4", Keysym.ALT_LEFT, Keysym.F1 + 3),
                        keys(desktop, "Ctrl+Esc", Keysym.CONTROL_LEFT, Keysym.ESCAPE),
                        keys(desktop, "Super", Keysym.SUPER_LEFT),
                        new SeparatorMenuItem(),
                        keys(desktop, "Print screen", Keysym.PRINT),
                        keys(desktop, "F11", Keysym.F1 + 10));
        return menu;
    }

    private static MenuItem keys(RemoteDesktop desktop, String name, int... keysyms) {
        MenuItem item = new MenuItem(name);
        item.setOnAction(event -> desktop.sendKeys(keysyms));
        return item;
    }

    private static MenuButton pictureMenu(VncView view, Pictures pictures) {
        MenuButton menu = new MenuButton("Picture");
        menu.getItems()
                .addAll(
                        item("Save the whole desktop\u2026", () -> view.screenshot()
                                .ifPresent(pictures::save)),
                        item("Save a part\u2026", () -> view.selectScreenshot(pictures::save)),
                        new SeparatorMenuItem(),
                        item("Copy the whole desktop", () -> view.screenshot().ifPresent(pictures::copy)),
                        item("Copy a part", () -> view.selectScreenshot(pictures::copy)));
        return menu;
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(event -> action.run());
        return item;
    }
}
