package org.pilothouse.app.hosts;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.CopyableText;
import org.pilothouse.app.component.Facts;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** One host. */
final class HostCard extends VBox {
    HostCard(EnvironmentHost host, HostsViewModel.Load load, Now now, Consumer<String> clipboard) {
        setId("hosts/" + host.hostId());
        getStyleClass().add("host-card");
        HostAdvice advice = HostAdvice.of(host);
        Label name = new Label(host.label());
        name.getStyleClass().add("card-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head =
                new HBox(Icons.of(Feather.SERVER, "muted-icon"), name, gap, new StatusBadge(advice.look()).asPill());
        head.getStyleClass().add("card-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(head);
        if (!advice.advice().isEmpty()) {
            getChildren().add(trouble(host, advice));
        }
        getChildren().addAll(load(load), facts(host, now, clipboard));
    }

    private static VBox trouble(EnvironmentHost host, HostAdvice advice) {
        VBox box = new VBox();
        box.getStyleClass().add("trouble");
        if (host.lastError() != null) {
            Label why = new Label(host.lastError());
            why.getStyleClass().add("strong");
            why.setWrapText(true);
            box.getChildren().add(why);
        }
        Label what = new Label(advice.advice());
        what.setWrapText(true);
        box.getChildren().add(what);
        return box;
    }

    private static VBox load(HostsViewModel.Load load) {
        Label running = new Label(String.valueOf(load.running()));
        running.getStyleClass().add("figure");
        Label of = new Label("running of " + Sizes.count(load.all(), "environment"));
        of.getStyleClass().add("muted");
        HBox figures = new HBox(running, of);
        figures.getStyleClass().add("figures");
        figures.setAlignment(Pos.BASELINE_LEFT);
        if (load.faulty() > 0) {
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Label faulty = new Label(load.faulty() + " failed", Icons.of(Feather.ALERT_TRIANGLE));
            faulty.getStyleClass().add("error-text");
            figures.getChildren().addAll(gap, faulty);
        }
        ProgressBar bar = new ProgressBar(load.all() == 0 ? 0 : (double) load.running() / load.all());
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(load.running() + " of " + load.all() + " run");
        VBox box = new VBox(figures, bar);
        box.getStyleClass().add("load");
        return box;
    }

    private static Facts facts(EnvironmentHost host, Now now, Consumer<String> clipboard) {
        Facts facts = new Facts();
        EnvironmentHost.Engine engine = host.engine();
        if (engine != null) {
            facts.add("Docker", engine.version() + "  (API " + engine.apiVersion() + ")");
            facts.add("System", engine.operatingSystem() + ", " + engine.architecture());
            facts.add("Capacity", Sizes.count(engine.cpus(), "CPU") + ", " + Sizes.bytes(engine.memoryBytes()));
        }
        if (host.version() != null) {
            facts.add("Gateway", host.version());
        }
        AgeLabel seen = new AgeLabel(now, "");
        seen.show(host.lastSeenAt());
        facts.add("Last seen", seen);
        facts.add("Id", new CopyableText("host id", Ids.brief(host.hostId()), host.hostId(), clipboard));
        return facts;
    }
}
