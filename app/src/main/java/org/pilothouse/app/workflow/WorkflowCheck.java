package org.pilothouse.app.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pilothouse.app.presentation.DesktopWords;
import tools.jackson.databind.JsonNode;

/**
 * Looks a workflow over before it is sent, so that a slip is told at once and by its place. The gateway has the last word.
 */
final class WorkflowCheck {
    private static final int MOST_STEPS = 200;
    private static final int LONGEST_MOTIVATION = 2000;
    private static final Set<String> TOP =
            Set.of("conversation_key", "plan_id", "request_id", "environment", "steps", "budgets");
    private static final Set<String> OF_STEP = Set.of(
            "type",
            "args",
            "postcondition",
            "idempotency_key",
            "timeout_ms",
            "max_attempts",
            "environment",
            "motivation");

    private final List<Finding> findings = new ArrayList<>();

    private WorkflowCheck() {}

    static List<Finding> of(JsonNode workflow) {
        WorkflowCheck check = new WorkflowCheck();
        check.workflow(workflow);
        return List.copyOf(check.findings);
    }

    /** The arguments of one step alone, by paths below {@code args}. */
    static List<Finding> ofArgs(JsonNode args) {
        WorkflowCheck check = new WorkflowCheck();
        check.args("", args);
        return List.copyOf(check.findings);
    }

    private void workflow(JsonNode workflow) {
        if (!workflow.isObject()) {
            find("", "A workflow is an object with a conversation_key and steps.");
            return;
        }
        unknown("", workflow, TOP);
        JsonNode key = workflow.path("conversation_key");
        if (!key.isString() || !key.asString().matches("agent:[^:]+(:[^:]+)+")) {
            find("conversation_key", "Say whose run it is, such as agent:default:main.");
        }
        JsonNode steps = workflow.path("steps");
        if (!steps.isArray() || steps.isEmpty()) {
            find("steps", "There has to be at least one step.");
            return;
        }
        if (steps.size() > MOST_STEPS) {
            find("steps", "At most " + MOST_STEPS + " steps; these are " + steps.size() + ".");
        }
        for (int i = 0; i < steps.size(); i++) {
            step("steps[" + i + "]", steps.get(i));
        }
    }

    private void step(String at, JsonNode step) {
        if (!step.isObject()) {
            find(at, "A step is an object with a type and args.");
            return;
        }
        unknown(at + ".", step, OF_STEP);
        String type = step.path("type").asString("");
        if (!type.equals("Desktop")) {
            find(at + ".type", "Only Desktop steps are done here, not “" + type + "”.");
            return;
        }
        range(at + ".timeout_ms", step.path("timeout_ms"), 1, 600_000);
        range(at + ".max_attempts", step.path("max_attempts"), 1, 10);
        if (step.path("motivation").asString("").length() > LONGEST_MOTIVATION) {
            find(at + ".motivation", "At most " + LONGEST_MOTIVATION + " characters.");
        }
        args(at + ".args.", step.path("args"));
    }

    /** @param at with a dot at its end, or empty */
    private void args(String at, JsonNode args) {
        String op = args.path("op").asString("");
        List<OpField> fields = OpFields.of(op);
        if (fields == null) {
            find(
                    at + "op",
                    (op.isEmpty() ? "Say what to do" : "There is no operation “" + op + "”") + ": "
                            + String.join(", ", DesktopWords.OPERATIONS) + ".");
            return;
        }
        Set<String> known = new HashSet<>(Set.of("op"));
        for (OpField field : fields) {
            known.add(field.path());
            field(at, args, field);
        }
        members(at, "", args, known);
        together(at, op, args);
    }

    private void field(String at, JsonNode args, OpField field) {
        JsonNode value = find(args, field.path());
        String path = at + field.path();
        if (value.isMissingNode() || value.isNull()) {
            if (field.required()) {
                find(path, "It is missing.");
            }
            return;
        }
        switch (field.kind()) {
            case WHOLE -> range(path, value, field.least(), field.most());
            case FLAG -> {
                if (!value.isBoolean()) {
                    find(path, "It is true or false.");
                }
            }
            case CHOICE -> {
                boolean namesDisplay = field.path().equals("display") && value.isObject();
                if (!namesDisplay && !(value.isString() && field.choices().contains(value.asString()))) {
                    find(path, "It is one of " + String.join(", ", field.choices()) + ".");
                }
            }
            case WORDS -> {
                if (!value.isArray() || value.size() > field.most()) {
                    find(path, "It is a list of at most " + field.most() + " words.");
                }
            }
            case TEXT, LONG_TEXT -> {
                if (!value.isString()) {
                    find(path, "It is a text.");
                } else if (value.asString().length() > field.most()
                        || value.asString().length() < field.least()) {
                    find(
                            path,
                            "It has " + Math.max(1, field.least()) + " to " + field.most() + " characters; these are "
                                    + value.asString().length() + ".");
                }
            }
        }
    }

    /** What only makes sense with something else. */
    private void together(String at, String op, JsonNode args) {
        if (op.equals("keyboard")) {
            boolean presses = args.path("action").asString("").equals("press");
            if (presses && args.path("key").asString("").isEmpty()) {
                find(at + "key", "Say which key to press.");
            }
            if (!presses && args.path("text").asString("").isEmpty()) {
                find(at + "text", "Say what to type.");
            }
        }
        String selector = op.equals("act") ? "target" : "selector";
        if (args.has(selector)) {
            JsonNode named = args.path(selector);
            String kind = named.path("kind").asString("");
            if (kind.equals("ref") && named.path("ref").asString("").isEmpty()) {
                find(at + selector + ".ref", "Say which element.");
            } else if (kind.equals("ocr") && named.path("text").asString("").isEmpty()) {
                find(at + selector + ".text", "Say which text.");
            } else if (kind.equals("a11y")
                    && named.path("name").asString("").isEmpty()
                    && named.path("role").asString("").isEmpty()
                    && named.path("states").isEmpty()) {
                find(at + selector, "Give a name, a role or a state to look for.");
            }
        }
    }

    /** Members that nobody reads are slips of the pen. */
    private void members(String at, String below, JsonNode object, Set<String> known) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String path = below + member.getKey();
            boolean leaf = known.contains(path);
            boolean branch = known.stream().anyMatch(each -> each.startsWith(path + "."));
            if (branch && member.getValue().isObject()) {
                members(at, path + ".", member.getValue(), known);
            } else if (!leaf && !path.endsWith("bounds")) {
                find(at + path, "Nobody knows this member.");
            }
        }
    }

    private void unknown(String at, JsonNode object, Set<String> known) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!known.contains(member.getKey())) {
                find(at + member.getKey(), "Nobody knows this member.");
            }
        }
    }

    private void range(String path, JsonNode value, long least, long most) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        boolean fits = value.isIntegralNumber() && value.asLong() >= least && value.asLong() <= most;
        if (!fits) {
            find(path, "It is a whole number from " + least + " to " + most + ", not " + value + ".");
        }
    }

    private void find(String path, String sentence) {
        findings.add(new Finding(path, sentence));
    }

    static JsonNode find(JsonNode from, String dotted) {
        JsonNode at = from;
        for (String name : dotted.split("\\.", -1)) {
            at = at.path(name);
        }
        return at;
    }
}
