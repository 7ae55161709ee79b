package org.pilothouse.app.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.Policies;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.policy.PolicyTrial;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** The policy of the gateway that the console talks to. Used on the UI thread alone. */
public final class PolicyModel {
    private final Connections connections;
    private final LiveGateway live;
    private final Background background;
    private final Dialogs dialogs;
    private final Notifications notifications;
    private final ReadOnlyObjectWrapper<@Nullable Policy> policy = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty editing = new SimpleBooleanProperty();
    private final FormField rules = new FormField("");
    private final FormField step = new FormField("{\"op\": \"keyboard\", \"action\": \"type\", \"text\": \"ls\"}");
    private final FormField environment = new FormField("");
    private final FormField window = new FormField("");
    private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");

    public PolicyModel(
            Connections connections,
            LiveGateway live,
            Background background,
            Dialogs dialogs,
            Notifications notifications) {
        this.connections = connections;
        this.live = live;
        this.background = background;
        this.dialogs = dialogs;
        this.notifications = notifications;
    }

    /** Null until the gateway has told, and where it has none. */
    public ReadOnlyObjectProperty<@Nullable Policy> policy() {
        return policy.getReadOnlyProperty();
    }

    /** Null where all is well. */
    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the rules are being edited, as JSON. */
    public BooleanProperty editing() {
        return editing;
    }

    public FormField rules() {
        return rules;
    }

    /** The arguments of a step that is tried out. */
    public FormField step() {
        return step;
    }

    /** Where; empty for the only one that runs. */
    public FormField environment() {
        return environment;
    }

    /** The window that it would be aimed at; empty where nobody looked. */
    public FormField window() {
        return window;
    }

    /** What the step would get; empty until something was tried. */
    public ReadOnlyStringProperty verdict() {
        return verdict.getReadOnlyProperty();
    }

    /** Whether rules can be tried out and revoked one by one. */
    public boolean canTry() {
        Features known = live.features().get();
        return known != null && known.has(Features.DECISIONS);
    }

    /** Fetches it and follows it until the subscription ends. */
    public Subscription follow() {
        load();
        Subscription features = live.features().subscribe(known -> load());
        Subscription events = live.listen(new LiveGateway.Listener() {
            @Override
            public void event(Frame.Event event) {
                if (event.type().equals(EventTypes.POLICY_UPDATED)) {
                    load();
                }
            }

            @Override
            public void refetch() {
                load();
            }
        });
        return Subscription.combine(features, events);
    }

    private void load() {
        Features known = live.features().get();
        if (known == null || !known.has(Features.POLICY)) {
            policy.set(null);
            return;
        }
        call(Policies::get, this::show, failure -> problem.set(Problem.of("The policy is not known.", failure)));
    }

    private void show(Policy now) {
        problem.set(null);
        policy.set(now);
    }

    /** Asks first. */
    public void revoke(PolicyRule rule) {
        dialogs.open(new Confirmation(
                new Confirmation.Text(
                        "Revoke the rule “" + rule.ruleId() + "”?",
                        List.of(RuleWords.decision(rule) + ": " + RuleWords.about(rule)),
                        "The rules after it decide from now on. What was done already stays done.",
                        "Revoke",
                        null),
                dialogs,
                () -> call(
                        policies -> policies.revoke(rule.ruleId()),
                        now -> {
                            show(now);
                            notifications.done("Revoked " + rule.ruleId());
                        },
                        failure -> problem.set(Problem.of("The rule was not revoked.", failure)))));
    }

    public void beginEdit() {
        Policy now = policy.get();
        if (now != null) {
            rules.text().set(Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(now.rules()));
            editing.set(true);
        }
    }

    public void cancelEdit() {
        editing.set(false);
        rules.accept();
    }

    public void save() {
        Policy now = policy.get();
        Optional<List<PolicyRule>> wanted = edited();
        if (now == null || wanted.isEmpty()) {
            return;
        }
        call(
                policies -> policies.put(now.revision(), wanted.get()),
                saved -> {
                    show(saved);
                    cancelEdit();
                    notifications.done("Saved the policy");
                },
                failure -> rules.reject(Problem.sentence(failure)));
    }

    private Optional<List<PolicyRule>> edited() {
        try {
            List<PolicyRule> read = Json.STRICT.readValue(rules.trimmed(), new TypeReference<List<PolicyRule>>() {});
            if (read == null) {
                rules.reject("The rules are a list.");
                return Optional.empty();
            }
            return Optional.of(read);
        } catch (JacksonException e) {
            rules.reject("These are no rules: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    /** Asks what the step would get, by the rules that are being edited where some are. */
    public void tryStep() {
        verdict.set("");
        JsonNode args;
        try {
            args = Json.STRICT.readTree(step.trimmed());
        } catch (JacksonException e) {
            step.reject("This is no JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
            return;
        }
        Optional<List<PolicyRule>> tried = editing.get() ? edited() : Optional.empty();
        if (editing.get() && tried.isEmpty()) {
            return;
        }
        PolicyTrial.Question question = new PolicyTrial.Question(
                args,
                environment.trimmed().isEmpty() ? null : environment.trimmed(),
                null,
                null,
                window.trimmed().isEmpty() ? null : new PolicyTrial.Seen(window.trimmed(), null, null),
                tried.orElse(null));
        call(
                policies -> policies.evaluate(question),
                answer -> verdict.set(words(answer)),
                failure -> step.reject(Problem.sentence(failure)));
    }

    private static String words(PolicyTrial.Answer answer) {
        String first = RuleWords.decision(
                answer.rule().decision() == answer.decision()
                        ? answer.rule()
                        : new PolicyRule(answer.rule().ruleId(), List.of(), answer.decision(), null));
        String looks = answer.looksFirst() ? " The gateway would look at the desktop first, which may change it." : "";
        return first + ": " + answer.why() + "." + looks + trace(answer);
    }

    private static String trace(PolicyTrial.Answer answer) {
        StringBuilder trace = new StringBuilder();
        for (PolicyTrial.Line line : answer.trace()) {
            trace.append('\n')
                    .append(line.ruleId())
                    .append(": ")
                    .append(line.matched().name().toLowerCase(Locale.ROOT))
                    .append(", ")
                    .append(line.why());
        }
        return trace.toString();
    }

    private interface Call<T> {
        T call(Policies policies) throws GatewayException;
    }

    private <T> void call(Call<T> call, Consumer<T> done, Consumer<GatewayException> failed) {
        connections.session().ifPresent(session -> {
            Policies policies = session.client().policy();
            background.call(() -> call.call(policies), done, failed);
        });
    }
}
