package org.pilothouse.app.environment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.Facts;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.NodeLink;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRuntime;

/** How it came up, what is wrong where something is, and what it is made of. */
final class OverviewView extends ScrollPane {
    private final EnvironmentViewModel model;
    private final Consumer<String> clipboard;
    private final VBox trouble = new VBox();
    private final StartupPane startup;
    private final VBox right = new VBox();

    OverviewView(EnvironmentViewModel model, Consumer<String> clipboard) {
        this.model = model;
        this.clipboard = clipboard;
        setId("environment/overview");
        setFitToWidth(true);
        getStyleClass().add("plain-scroll");
        trouble.setId("environment/trouble");
        trouble.getStyleClass().add("trouble");
        startup = new StartupPane(model.now());
        right.getStyleClass().add("overview-column");
        VBox left = new VBox(startup);
        left.getStyleClass().add("overview-column");
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(560);
        right.setPrefWidth(440);
        left.setMaxWidth(760);
        right.setMaxWidth(600);
        HBox columns = new HBox(left, right);
        columns.getStyleClass().add("overview-columns");
        VBox all = new VBox(trouble, columns);
        all.getStyleClass().add("overview");
        setContent(all);
        Attachment.of(this, subscriptions -> subscriptions.observe(model.environment(), this::show));
    }

    private void show(@Nullable Environment environment) {
        if (environment == null) {
            return;
        }
        showTrouble(environment);
        startup.show(environment, model.stages(environment));
        right.getChildren().setAll(card("Placement", placement(environment)), card("Desktop", desktop(environment)));
    }

    private void showTrouble(Environment environment) {
        List<Label> lines = new ArrayList<>();
        if (environment.lastError() != null) {
            lines.add(trouble(environment.lastError()));
            lines.add(new Label("Correct the cause, then start it again; or delete it and create another one."));
        }
        model.unconfirmed(environment).ifPresent(why -> {
            lines.add(trouble("What you see may be out of date: " + why));
            lines.add(new Label("Look at the host; what runs there may still run."));
        });
        lines.forEach(line -> line.setWrapText(true));
        trouble.getChildren().setAll(lines);
        trouble.setVisible(!lines.isEmpty());
        trouble.setManaged(!lines.isEmpty());
    }

    private static Label trouble(String text) {
        Label label = new Label(text, Icons.of(Feather.ALERT_TRIANGLE));
        label.getStyleClass().add("strong");
        return label;
    }

    private Facts placement(Environment environment) {
        Facts facts = new Facts();
        facts.add("Host", model.host(environment).map(EnvironmentHost::label).orElse(environment.hostId()));
        facts.add("Image", copyable("image", Ids.image(environment.imageRef()), environment.imageRef()));
        EnvironmentRuntime runtime = environment.runtime();
        if (runtime != null) {
            if (runtime.imageId() != null) {
                facts.add("Image id", copyable("image id", Ids.brief(runtime.imageId()), runtime.imageId()));
            }
            facts.add(
                    "Container",
                    runtime.containerId() == null
                            ? new Label("–")
                            : copyable("container id", Ids.brief(runtime.containerId()), runtime.containerId()));
        }
        facts.add("Created", age(environment.createdAt()));
        facts.add("Changed", age(environment.updatedAt()));
        return facts;
    }

    private Facts desktop(Environment environment) {
        Facts facts = new Facts();
        facts.add("Node", node(environment));
        EnvironmentRuntime runtime = environment.runtime();
        if (runtime != null) {
            if (runtime.startedAt() != null) {
                facts.add("Running since", age(runtime.startedAt()));
            }
            facts.add(
                    "Size",
                    runtime.display().width() + " × " + runtime.display().height() + " px");
            facts.add("Memory limit", Sizes.mebibytes(runtime.limits().memoryMb()));
            facts.add("CPU limit", Sizes.trim(runtime.limits().cpus()) + " CPUs");
            facts.add("Process limit", String.valueOf(runtime.limits().pids()));
        }
        return facts;
    }

    private Node node(Environment environment) {
        NodeLink link = NodeLink.of(environment, null);
        if (environment.nodeId() == null) {
            return new Label("None has connected yet");
        }
        CopyableText id = copyable("node id", Ids.brief(environment.nodeId()), environment.nodeId());
        if (!link.present()) {
            return id;
        }
        HBox box = new HBox(new StatusBadge(link.look()), id);
        box.getStyleClass().add("node-fact");
        box.setAlignment(Pos.CENTER_LEFT);
        if (!link.connected() && link.lastSeenAt() != null) {
            AgeLabel seen = new AgeLabel(model.now(), "last seen ");
            seen.show(link.lastSeenAt());
            box.getChildren().add(seen);
        }
        return box;
    }

    private AgeLabel age(Instant time) {
        AgeLabel label = new AgeLabel(model.now(), "");
        label.show(time);
        return label;
    }

    private CopyableText copyable(String what, String brief, String whole) {
        return new CopyableText(what, brief, whole, clipboard);
    }

    static VBox card(String title, Node content, Node... besideTitle) {
        Label head = new Label(title);
        head.getStyleClass().add("card-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(head, gap);
        line.getChildren().addAll(besideTitle);
        line.setAlignment(Pos.CENTER_LEFT);
        VBox card = new VBox(line, content);
        card.getStyleClass().add("plain-card");
        return card;
    }
}
