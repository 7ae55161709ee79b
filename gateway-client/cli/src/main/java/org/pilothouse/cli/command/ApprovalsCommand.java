package org.pilothouse.cli.command;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.Main;
import org.pilothouse.cli.Output;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.DesktopAsk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse approvals}. */
@Command(name = "approvals", description = "What agents ask for.")
public final class ApprovalsCommand extends GatewayCommands {
    private static final String ID = "APPROVAL";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int HISTORY = 100;

    @Command(description = "What waits, newest first.")
    void list(@Option(names = "--decided", description = "What was decided instead, the last hundred.") boolean decided)
            throws GatewayException {
        List<Approval> approvals = call(client -> decided
                ? client.approvals().history(HISTORY, null).approvals()
                : client.approvals().waiting());
        show(approvals, () -> {
            Table table = Table.of("approval", "status", "asked", "expires", "what");
            approvals.forEach(each ->
                    table.row(each.approvalId(), each.status(), each.createdAt(), each.expiresAt(), what(each)));
            return table;
        });
    }

    @Command(description = "One of them, with its context.")
    void show(@Parameters(paramLabel = ID) String id) throws GatewayException {
        tell(call(client -> client.approvals().get(id)));
    }

    @Command(description = "Let it be done.")
    void approve(@Parameters(paramLabel = ID) String id, @Option(names = "--reason") @Nullable String reason)
            throws GatewayException {
        tell(call(client -> client.approvals().approve(id, reason)));
    }

    @Command(description = "Do not let it be done.")
    void deny(
            @Parameters(paramLabel = ID) String id,
            @Option(names = "--reason", required = true, description = "Told to the agent.") String reason)
            throws GatewayException {
        tell(call(client -> client.approvals().deny(id, reason)));
    }

    @Command(description = "Print what is asked as it comes, until interrupted. What waits already comes first.")
    void watch() throws GatewayException {
        Output output = output();
        Set<String> known = new HashSet<>();
        Main.Call<Boolean> watching = client -> watch(client, output, known);
        call(watching);
    }

    private static boolean watch(GatewayClient client, Output output, Set<String> known) throws GatewayException {
        while (!output.isClosed()) {
            for (Approval each : client.approvals().waiting().reversed()) {
                if (known.add(each.approvalId())) {
                    output.next(each, () -> each.approvalId() + "  " + Table.printable(what(each)));
                }
            }
            Patience.pause(LOOK);
        }
        return true;
    }

    private void tell(Approval approval) {
        show(approval, () -> Table.of("approval", "status", "what", "why")
                .row(approval.approvalId(), approval.status(), what(approval), why(approval)));
    }

    private static String what(Approval approval) {
        Optional<DesktopAsk> ask = DesktopAsk.from(approval);
        String place = ask.map(DesktopAsk::environmentLabel)
                .map(label -> " on " + label)
                .orElse("");
        return approval.prompt() + place;
    }

    private static @Nullable String why(Approval approval) {
        return approval.motivation() != null
                ? approval.motivation()
                : DesktopAsk.from(approval).map(DesktopAsk::motivation).orElse(null);
    }
}
