package org.pilothouse.app.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.run.WorkflowStart;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run that is being put together, as a form or as JSON; going from one to the other loses nothing. On the UI thread alone. */
public final class NewRunViewModel {
    private final Connections connections;
    private final LiveGateway live;
    private final Background background;
    private final Consumer<String> started;
    private final FormField conversation = new FormField(Examples.CONVERSATION);
    private final StringProperty environment = new SimpleStringProperty("");
    private final ObservableList<StepDraft> steps = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable StepDraft> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<Face> face = new SimpleObjectProperty<>(Face.FORM);
    private final StringProperty json = new SimpleStringProperty("");
    private final ObservableList<Finding> findings = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    /** How it is shown. */
    public enum Face {
        FORM,
        JSON
    }

    /** @param started told the id of the run */
    public NewRunViewModel(Connections connections, LiveGateway live, Background background, Consumer<String> started) {
        this.connections = connections;
        this.live = live;
        this.background = background;
        this.started = started;
        json.subscribe((before, now) -> {
            if (face.get() == Face.JSON) {
                checkJson();
            }
        });
        add("snapshot");
    }

    public FormField conversation() {
        return conversation;
    }

    /** Label or id; empty for the only one that runs. */
    public StringProperty environment() {
        return environment;
    }

    /** Those that run, by their labels. */
    public List<String> environments() {
        return live.environments().items().stream()
                .map(item -> item.get())
                .filter(each -> each.status() == EnvironmentStatus.RUNNING)
                .map(each -> each.label() == null ? each.environmentId() : each.label())
                .sorted()
                .toList();
    }

    public ObservableList<StepDraft> steps() {
        return steps;
    }

    public ObjectProperty<@Nullable StepDraft> selected() {
        return selected;
    }

    public ObjectProperty<Face> face() {
        return face;
    }

    public StringProperty json() {
        return json;
    }

    /** What is wrong, as far as no field shows it. */
    public ObservableList<Finding> findings() {
        return findings;
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    public Map<String, String> examples() {
        return Examples.all();
    }

    public void add(String op) {
        StepDraft step = new StepDraft(op);
        steps.add(step);
        selected.set(step);
    }

    public void remove(StepDraft step) {
        int at = steps.indexOf(step);
        steps.remove(step);
        selected.set(steps.isEmpty() ? null : steps.get(Math.min(at, steps.size() - 1)));
    }

    public void move(StepDraft step, int by) {
        int at = steps.indexOf(step);
        int to = at + by;
        if (at >= 0 && to >= 0 && to < steps.size()) {
            steps.remove(at);
            steps.add(to, step);
            selected.set(step);
        }
    }

    /** Shows it the other way. JSON that the form can't show stays JSON, and says why. */
    public void turn(Face to) {
        if (to == face.get()) {
            return;
        }
        if (to == Face.JSON) {
            json.set(Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(toJson()));
            face.set(Face.JSON);
            checkJson();
            return;
        }
        Optional<JsonNode> document = parse();
        if (document.isEmpty()) {
            return;
        }
        List<Finding> wrong = WorkflowCheck.of(document.get());
        if (!wrong.isEmpty()) {
            findings.setAll(wrong);
            return;
        }
        Optional<String> lost = fill(document.get());
        if (lost.isPresent()) {
            findings.setAll(new Finding("", lost.get()));
        } else {
            findings.clear();
            face.set(Face.FORM);
        }
    }

    public void useExample(String text) {
        if (face.get() == Face.JSON) {
            json.set(text);
        } else {
            Optional<String> lost = fill(Json.LENIENT.readTree(text));
            findings.setAll(
                    lost.map(sentence -> List.of(new Finding("", sentence))).orElse(List.of()));
        }
    }

    public void start() {
        Optional<GatewaySession> session = connections.session();
        if (busy.get() || session.isEmpty()) {
            return;
        }
        Optional<JsonNode> document = face.get() == Face.JSON ? parse() : Optional.of(toJson());
        if (document.isEmpty() || !check(document.get())) {
            return;
        }
        busy.set(true);
        WorkflowStart wanted = Json.LENIENT.treeToValue(document.get(), WorkflowStart.class);
        background.call(
                () -> session.get().client().runs().start(wanted),
                done -> {
                    busy.set(false);
                    started.accept(done.workflowRunId());
                },
                failure -> {
                    busy.set(false);
                    refused(failure);
                });
    }

    private void refused(GatewayException failure) {
        String path = failure instanceof GatewayException.Refused refused
                ? refused.field().orElse("")
                : "";
        String sentence = String.valueOf(failure.getMessage());
        findings.setAll(new Finding(path, path.isEmpty() ? sentence + " " + failure.nextStep() : sentence));
    }

    /** @return whether nothing is wrong */
    private boolean check(JsonNode document) {
        List<Finding> wrong = WorkflowCheck.of(document);
        if (face.get() == Face.FORM) {
            showAtFields(wrong);
        } else {
            findings.setAll(wrong);
        }
        return wrong.isEmpty();
    }

    private void showAtFields(List<Finding> wrong) {
        conversation.accept();
        List<Finding> rest = new ArrayList<>();
        for (Finding finding : wrong) {
            if (finding.path().equals("conversation_key")) {
                conversation.reject(finding.sentence());
            } else if (!finding.path().contains(".args")) {
                rest.add(finding);
            }
        }
        StepDraft first = null;
        for (int i = 0; i < steps.size(); i++) {
            List<Finding> ofStep = WorkflowCheck.ofArgs(steps.get(i).args());
            for (Finding finding : steps.get(i).show(ofStep)) {
                rest.add(new Finding("steps[" + i + "].args." + finding.path(), finding.sentence()));
            }
            if (first == null && !ofStep.isEmpty()) {
                first = steps.get(i);
            }
        }
        if (first != null) {
            selected.set(first);
        }
        findings.setAll(rest);
    }

    private void checkJson() {
        parse().ifPresent(document -> findings.setAll(WorkflowCheck.of(document)));
    }

    private Optional<JsonNode> parse() {
        try {
            JsonNode document = Json.LENIENT.readTree(json.get());
            return Optional.of(document);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            findings.setAll(new Finding(where, "This is no JSON: " + e.getOriginalMessage()));
            return Optional.empty();
        }
    }

    private ObjectNode toJson() {
        ObjectNode workflow = Json.LENIENT.createObjectNode();
        workflow.put("conversation_key", conversation.trimmed());
        if (!environment.get().isEmpty()) {
            workflow.put("environment", environment.get());
        }
        ArrayNode all = workflow.putArray("steps");
        steps.forEach(step -> all.add(step.toJson()));
        return workflow;
    }

    /** @return what the form has no place for; then nothing is changed */
    private Optional<String> fill(JsonNode document) {
        List<StepDraft> drafts = new ArrayList<>();
        for (JsonNode step : document.path("steps")) {
            StepDraft draft = StepDraft.of(step);
            if (!draft.toJson().equals(step)) {
                return Optional.of("The form has no place for all of step " + (drafts.size() + 1)
                        + ", so it stays JSON. It can be started as it is.");
            }
            drafts.add(draft);
        }
        for (String member : List.of("plan_id", "request_id", "budgets")) {
            if (document.has(member)) {
                return Optional.of(
                        "The form has no place for " + member + ", so it stays JSON. It can be started as it is.");
            }
        }
        conversation.text().set(document.path("conversation_key").asString(""));
        environment.set(document.path("environment").asString(environment.get()));
        steps.setAll(drafts);
        selected.set(drafts.isEmpty() ? null : drafts.getFirst());
        return Optional.empty();
    }
}
