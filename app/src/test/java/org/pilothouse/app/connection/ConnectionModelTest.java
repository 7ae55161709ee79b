package org.pilothouse.app.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.config.SecretStore.SecretStoreException;
import org.pilothouse.app.connection.LocalGatewayStarter.LocalGatewayException;
import org.pilothouse.app.fake.FakeGateway;

class ConnectionModelTest {
    @TempDir
    Path folder;

    /** Starts the fake gateway in place of the real one. */
    private static final class ScriptedStarter implements LocalGatewayStarter {
        final FakeGateway gateway;
        boolean broken;
        int starts;
        int closes;

        ScriptedStarter(FakeGateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public Running start() throws LocalGatewayException {
            starts++;
            if (broken) {
                throw new LocalGatewayException(
                        "The state folder is in use.", "End the other console.", new IllegalStateException());
            }
            return new Running() {
                @Override
                public URI uri() {
                    return gateway.uri();
                }

                @Override
                public String token() {
                    return FakeGateway.TOKEN;
                }

                @Override
                public void close() {
                    closes++;
                }
            };
        }
    }

    @Test
    void startsTheLocalGatewayAndConnects() {
        try (FakeGateway gateway = new FakeGateway()) {
            ScriptedStarter starter = new ScriptedStarter(gateway);
            List<String> seen = new ArrayList<>();
            try (TestConsole console = TestConsole.local(folder, starter)) {
                console.connection()
                        .status()
                        .subscribe(status -> seen.add(status.getClass().getSimpleName()));
                console.start();
                console.untilStatus(ConnectionStatus.Connected.class);
                console.ui.until(
                        "a round trip is known",
                        () -> console.connection().status().get() instanceof ConnectionStatus.Connected(var time)
                                && time != null);
            }
            assertEquals(List.of("Connecting", "Starting", "Connecting"), seen.subList(0, 3));
            assertEquals(1, starter.closes, "it ends with the console");
        }
    }

    @Test
    void saysWhyTheLocalGatewayDidNotStartAndTriesAgain() {
        try (FakeGateway gateway = new FakeGateway()) {
            ScriptedStarter starter = new ScriptedStarter(gateway);
            starter.broken = true;
            try (TestConsole console = TestConsole.local(folder, starter)) {
                console.start();
                console.untilStatus(ConnectionStatus.Failed.class);
                var failed = assertInstanceOf(
                        ConnectionStatus.Failed.class,
                        console.connection().status().get());
                assertEquals("The state folder is in use.", failed.problem().why());
                assertEquals("End the other console.", failed.problem().next());

                starter.broken = false;
                console.connection().retryNow();
                console.untilStatus(ConnectionStatus.Connected.class);
            }
        }
    }

    @Test
    void stoppingToLookAtTheLocalGatewayLeavesItRunning() throws SecretStoreException {
        try (FakeGateway gateway = new FakeGateway();
                FakeGateway remote = new FakeGateway()) {
            ScriptedStarter starter = new ScriptedStarter(gateway);
            try (TestConsole console = TestConsole.local(folder, starter)) {
                console.start();
                console.untilStatus(ConnectionStatus.Connected.class);
                console.secrets().put("gateway-token/r", FakeGateway.TOKEN);
                console.connections().choose(new GatewayChoice("r", "Remote", GatewayChoice.Kind.REMOTE, remote.uri()));
                console.untilStatus(ConnectionStatus.Connected.class);
                assertEquals(0, starter.closes);

                console.connections().choose(GatewayChoice.LOCAL);
                console.untilStatus(ConnectionStatus.Connected.class);
                assertEquals(1, starter.starts);
            }
        }
    }

    @Test
    void anAttemptAfterALossIsStillALoss() {
        try (FakeGateway gateway = new FakeGateway();
                TestConsole console = TestConsole.connected(folder, gateway)) {
            gateway.goAway();
            console.untilStatus(ConnectionStatus.Lost.class);
            List<ConnectionStatus> seen = new ArrayList<>();
            console.connection().status().subscribe(status -> {
                seen.add(status);
            });
            console.connection().retryNow();
            console.ui.until("an attempt was made", () -> seen.size() >= 3);

            assertTrue(seen.stream().allMatch(ConnectionStatus.Lost.class::isInstance), seen.toString());
            assertTrue(seen.stream().anyMatch(s -> ((ConnectionStatus.Lost) s).retryAt() == null), seen.toString());
            assertFalse(console.connection().online().get());
        }
    }

    @Test
    void aTokenThatIsNotAcceptedIsARefusal() {
        try (FakeGateway gateway = new FakeGateway();
                TestConsole console = TestConsole.to(folder, gateway)) {
            console.connections().choose(new GatewayChoice("r", "Remote", GatewayChoice.Kind.REMOTE, gateway.uri()));

            console.untilStatus(ConnectionStatus.Refused.class);
        }
    }
}
