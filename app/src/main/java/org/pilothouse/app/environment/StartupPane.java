package org.pilothouse.app.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.AgeLabel;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;

/** The way from the start request to the living desktop: a bar of what took how long, and the steps under it. */
final class StartupPane extends VBox {
    private final Now now;
    private List<StartupStage> shown = List.of();

    StartupPane(Now now) {
        this.now = now;
        setId("environment/startup");
        getStyleClass().add("startup");
    }

    void show(Environment environment, List<StartupStage> stages) {
        if (stages.equals(shown) && !getChildren().isEmpty()) {
            return;
        }
        shown = stages;
        VBox content = new VBox();
        content.getStyleClass().add("startup-content");
        Map<String, Long> took = took(environment);
        Label total = new Label();
        total.getStyleClass().add("muted");
        if (!took.isEmpty()) {
            total.setText(Ages.milliseconds(
                    took.values().stream().mapToLong(each -> each).max().orElse(0)));
            content.getChildren().add(bar(took));
        }
        VBox steps = new VBox();
        for (int i = 0; i < stages.size(); i++) {
            steps.getChildren().add(step(stages.get(i), i == stages.size() - 1));
        }
        if (stages.isEmpty()) {
            Label none = new Label("This gateway does not tell the steps of a start.");
            none.getStyleClass().add("muted");
            steps.getChildren().add(none);
        }
        content.getChildren().add(steps);
        getChildren().setAll(OverviewView.card("Start-up", content, total));
    }

    private static Map<String, Long> took(Environment environment) {
        EnvironmentRuntime runtime = environment.runtime();
        return runtime == null || runtime.stagesMs() == null ? Map.of() : new TreeMap<>(runtime.stagesMs());
    }

    /** One segment for each measured stage, as wide as it took. */
    private static Node bar(Map<String, Long> took) {
        List<Map.Entry<String, Long>> inOrder = new ArrayList<>(took.entrySet());
        inOrder.sort(Map.Entry.comparingByValue());
        double all = Math.max(1, inOrder.getLast().getValue());
        HBox segments = new HBox();
        segments.getStyleClass().add("startup-bar");
        HBox legend = new HBox();
        legend.getStyleClass().add("startup-legend");
        legend.setAlignment(Pos.CENTER_LEFT);
        long before = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            long length = inOrder.get(i).getValue() - before;
            before = inOrder.get(i).getValue();
            Region segment = new Region();
            segment.getStyleClass().addAll("startup-segment", "segment-" + i);
            segment.prefWidthProperty().bind(segments.widthProperty().multiply(length / all));
            segment.setMinWidth(2);
            segments.getChildren().add(segment);
            Region key = new Region();
            key.getStyleClass().addAll("legend-key", "segment-" + i);
            Label label = new Label(inOrder.get(i).getKey() + "  +" + Ages.milliseconds(length));
            label.getStyleClass().add("legend-label");
            HBox pair = new HBox(key, label);
            pair.getStyleClass().add("legend-pair");
            pair.setAlignment(Pos.CENTER_LEFT);
            legend.getChildren().add(pair);
        }
        VBox box = new VBox(segments, legend);
        box.getStyleClass().add("startup-figure");
        return box;
    }

    private Node step(StartupStage stage, boolean last) {
        Label title = new Label(stage.title());
        title.getStyleClass().add("step-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(title, gap, when(stage));
        line.setAlignment(Pos.CENTER_LEFT);
        VBox words = new VBox(line);
        words.getStyleClass().add("step-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        if (!stage.message().isBlank()) {
            Label message = new Label(stage.message());
            message.getStyleClass().add("step-message");
            message.setWrapText(true);
            words.getChildren().add(message);
        }
        Region thread = new Region();
        thread.getStyleClass().add("step-thread");
        thread.setVisible(!last);
        VBox.setVgrow(thread, Priority.ALWAYS);
        VBox track = new VBox(mark(stage), thread);
        track.getStyleClass().add("step-track");
        track.setAlignment(Pos.TOP_CENTER);
        HBox step = new HBox(track, words);
        step.getStyleClass().addAll("step", "step-" + stage.state().name().toLowerCase(Locale.ROOT));
        return step;
    }

    private Node when(StartupStage stage) {
        Long after = stage.reachedAfterMs();
        if (after != null) {
            Label label = new Label(Ages.milliseconds(after));
            label.getStyleClass().add("step-time");
            return label;
        }
        AgeLabel age = new AgeLabel(now, "");
        if (stage.state() == StartupStage.State.DONE || stage.state() == StartupStage.State.FAILED) {
            age.show(stage.since());
        }
        return age;
    }

    private static Node mark(StartupStage stage) {
        if (stage.state() == StartupStage.State.CURRENT) {
            ProgressIndicator busy = new ProgressIndicator();
            busy.getStyleClass().add("step-busy");
            return new StackPane(busy);
        }
        Ikon icon =
                switch (stage.state()) {
                    case DONE -> Feather.CHECK;
                    case FAILED -> Feather.X;
                    case WAITING, CURRENT -> Feather.MINUS;
                };
        StackPane mark = new StackPane(Icons.of(icon));
        mark.getStyleClass().add("step-mark");
        mark.setAccessibleText(stage.state().name().toLowerCase(Locale.ROOT));
        return mark;
    }
}
