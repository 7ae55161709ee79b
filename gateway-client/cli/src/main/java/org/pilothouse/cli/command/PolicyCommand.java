package org.pilothouse.cli.command;

import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse policy}. */
@Command(name = "policy", description = "What agents may do without asking.")
public final class PolicyCommand extends GatewayCommands {
    @Command(description = "The rules in force; the first that fits decides.")
    void show() throws GatewayException {
        tell(call(client -> client.policy().get()));
    }

    @Command(description = "Put other rules in force, from a file as `show --json` prints it, or - for standard input.")
    void set(
            @Parameters(paramLabel = "FILE") String file,
            @Option(
                            names = "--expected-revision",
                            description = "Refuse where another one is in force (default: the file's).")
                    @Nullable
                    Long revision)
            throws GatewayException {
        Policy wanted = Documents.parse("policy", Documents.file(file), Policy.class);
        tell(call(client -> client.policy().put(revision == null ? wanted.revision() : revision, wanted.rules())));
    }

    @Command(description = "Take one rule out.")
    void revoke(@Parameters(paramLabel = "RULE") String ruleId) throws GatewayException {
        tell(call(client -> client.policy().revoke(ruleId)));
    }

    @Command(
            name = "try",
            description =
                    "What a step would get, by which rule, and why: '{\"args\":{\"op\":\"act\", ...}}'. Nothing is done.")
    void evaluate(
            @Parameters(
                            paramLabel = "QUESTION",
                            description = "JSON, a file with @ before its name, or - for standard input.")
                    String question)
            throws GatewayException {
        PolicyTrial.Question asked = Documents.parse("question", Documents.text(question), PolicyTrial.Question.class);
        PolicyTrial.Answer answer = call(client -> client.policy().evaluate(asked));
        show(answer, () -> Table.of("decision", "rule", "why")
                .row(answer.decision(), answer.rule().ruleId(), answer.why()));
    }

    private void tell(Policy policy) {
        show(policy, () -> {
            Table table = Table.of("rule", "decision", "operations", "reason");
            policy.rules()
                    .forEach(rule -> table.row(
                            rule.ruleId(), rule.decision(), String.join(" ", rule.operations()), rule.reason()));
            return "revision " + policy.revision() + "\n\n" + table;
        });
    }
}
