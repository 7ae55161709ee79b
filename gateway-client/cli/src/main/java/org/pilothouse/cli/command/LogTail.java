package org.pilothouse.cli.command;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.Output;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.LogFollower;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

/** Prints an environment's log as it grows, through broken connections, until nobody reads or it is gone. */
final class LogTail implements LogFollower.Listener {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Output output;
    private final AtomicReference<@Nullable GatewayException> end = new AtomicReference<>();

    LogTail(Output output) {
        this.output = output;
    }

    /** @throws GatewayException where the log can't be read any more */
    void follow(GatewayClient client, String environmentId) throws GatewayException {
        try (LogFollower _ = client.environments().followLogs(environmentId, 0, this)) {
            while (!output.isClosed()) {
                GatewayException why = end.get();
                if (why != null) {
                    throw why;
                }
                Patience.pause(LOOK);
            }
        }
    }

    @Override
    public void line(LogLine line) {
        output.next(line, () -> Table.printable(line.line()));
    }

    @Override
    public void interrupted(@Nullable GatewayException why) {
        if (why instanceof GatewayException.Refused refused && refused.status() < 500 && refused.status() != 429) {
            end.set(why);
        }
    }
}
