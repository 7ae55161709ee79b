package org.pilothouse.app.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.presentation.DesktopWords;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One step that is being put together: an operation and what was entered for each of its arguments. */
public final class StepDraft {
    private final String op;
    private final Map<OpField, FormField> fields = new LinkedHashMap<>();
    private final FormField motivation = new FormField("");

    StepDraft(String op) {
        this.op = op;
        List<OpField> of = OpFields.of(op);
        for (OpField field : of == null ? List.<OpField>of() : of) {
            boolean preset = field.kind() == OpField.Kind.CHOICE && field.required();
            fields.put(field, new FormField(preset ? field.choices().getFirst() : ""));
        }
    }

    /** What the form can't show is lost, so the caller compares. */
    static StepDraft of(JsonNode step) {
        JsonNode args = step.path("args");
        StepDraft draft = new StepDraft(args.path("op").asString(""));
        draft.fields.forEach((field, entered) -> entered.text().set(text(WorkflowCheck.find(args, field.path()))));
        draft.motivation.text().set(step.path("motivation").asString(""));
        return draft;
    }

    public String op() {
        return op;
    }

    public Map<OpField, FormField> fields() {
        return fields;
    }

    /** Why, for whoever approves; may be empty. */
    public FormField motivation() {
        return motivation;
    }

    /** As a person would say it. */
    public String sentence() {
        return DesktopWords.sentence(op, args(), DesktopWords.Found.NOTHING);
    }

    ObjectNode toJson() {
        ObjectNode step = Json.LENIENT.createObjectNode();
        step.put("type", "Desktop");
        step.set("args", args());
        if (!motivation.trimmed().isEmpty()) {
            step.put("motivation", motivation.trimmed());
        }
        return step;
    }

    ObjectNode args() {
        ObjectNode args = Json.LENIENT.createObjectNode();
        args.put("op", op);
        fields.forEach((field, entered) -> put(args, field, entered));
        return args;
    }

    /** Shows findings at their fields; those that belong to no field are given back. */
    List<Finding> show(List<Finding> findings) {
        fields.values().forEach(FormField::accept);
        List<Finding> rest = new ArrayList<>();
        for (Finding finding : findings) {
            boolean shown = false;
            for (Map.Entry<OpField, FormField> each : fields.entrySet()) {
                if (each.getKey().path().equals(finding.path())) {
                    each.getValue().reject(finding.sentence());
                    shown = true;
                }
            }
            if (!shown) {
                rest.add(finding);
            }
        }
        return rest;
    }

    private static void put(ObjectNode args, OpField field, FormField entered) {
        String text = field.kind() == OpField.Kind.LONG_TEXT ? entered.text().get() : entered.trimmed();
        if (text == null || text.isEmpty()) {
            return;
        }
        String[] way = field.path().split("\\.", -1);
        ObjectNode at = args;
        for (int i = 0; i < way.length - 1; i++) {
            at = at.withObject("/" + way[i]);
        }
        String name = way[way.length - 1];
        switch (field.kind()) {
            case WHOLE -> {
                // As Jackson reads it: what was read and what is written have to be equal.
                if (text.matches("-?\\d{1,9}")) {
                    at.put(name, Integer.parseInt(text));
                } else {
                    at.put(name, text);
                }
            }
            case FLAG -> {
                if (text.equals("true")) {
                    at.put(name, true);
                }
            }
            case WORDS -> {
                var words = at.putArray(name);
                for (String word : text.split(",", -1)) {
                    if (!word.isBlank()) {
                        words.add(word.strip());
                    }
                }
            }
            case TEXT, LONG_TEXT, CHOICE -> at.put(name, text);
        }
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> words = new ArrayList<>();
            value.forEach(each -> words.add(each.asString("")));
            return String.join(", ", words);
        }
        return value.isMissingNode() || value.isNull() ? "" : value.isString() ? value.asString() : value.toString();
    }
}
