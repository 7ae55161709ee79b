package org.pilothouse.app.frame;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.ActionGroup;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.component.KeyHint;

/** Keys by group, in two columns. */
public final class HelpView extends VBox {
    public HelpView(HelpModel model) {
        setId("help");
        getStyleClass().add("help");
        setMaxHeight(USE_PREF_SIZE);
        Label title = new Label("Keys");
        title.getStyleClass().add("dialog-title");
        FlowPane groups = new FlowPane(28, 20);
        for (ActionGroup group : model.groups().reversed()) {
            groups.getChildren().add(group(group));
        }
        groups.getChildren().add(filter(model));
        ScrollPane scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(540);
        scroll.getStyleClass().add("plain-scroll");
        // So that it can be scrolled by keys.
        scroll.setFocusTraversable(true);
        scroll.setAccessibleText("Keys");
        getChildren().addAll(title, scroll);
    }

    private static Node group(ActionGroup group) {
        VBox box = box(group.title());
        for (Action action : group.actions()) {
            Shortcut shortcut = action.description().shortcut();
            if (shortcut != null) {
                box.getChildren().add(row(action.description().label().replace("…", ""), shortcut.display()));
            }
        }
        return box;
    }

    private static Node filter(HelpModel model) {
        VBox box = box("Filter");
        box.getChildren().add(row("Words that all have to match", "web error"));
        box.getChildren().add(row("One thing only", "status:run"));
        box.getChildren().add(row("Exclude", "!host:b"));
        Label keys = new Label("Things: " + String.join(", ", model.filterKeys()));
        keys.getStyleClass().add("muted");
        keys.setWrapText(true);
        box.getChildren().add(keys);
        return box;
    }

    private static VBox box(String title) {
        Label head = new Label(title);
        head.getStyleClass().add("section-title");
        VBox box = new VBox(head);
        box.getStyleClass().add("help-group");
        return box;
    }

    private static HBox row(String what, String key) {
        Label label = new Label(what);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(label, gap, new KeyHint(key));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
