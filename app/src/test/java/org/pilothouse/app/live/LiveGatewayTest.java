package org.pilothouse.app.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.connection.ConnectionStatus;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.SampleFleet;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class LiveGatewayTest {
    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestConsole console;

    @BeforeEach
    void open() {
        gateway = SampleFleet.fill(new FakeGateway());
        console = TestConsole.connected(folder, gateway);
    }

    @AfterEach
    void close() {
        console.close();
        gateway.close();
    }

    @Test
    void loadsEverythingOnceItIsConnected() {
        console.ui.until(
                "hosts and nodes are there",
                () -> !console.live().nodes().items().isEmpty());

        assertEquals(12, console.live().environments().items().size());
        assertEquals(3, console.live().hosts().items().size());
        assertEquals(6, console.live().nodes().items().size());
        assertNotNull(console.live().defaults().get());
    }

    @Test
    void followsEvents() {
        gateway.with(Samples.environment("new-one", "fresh").build());
        gateway.change(
                SampleFleet.STOPPED,
                e -> Samples.of(e).status(EnvironmentStatus.STARTING).build());
        gateway.remove(SampleFleet.FAILED);
        gateway.with(Samples.host("host-c", "harbour-3", true, null));

        console.ui.until(
                "all four events are here",
                () -> console.live().environments().find("new-one").isPresent()
                        && console.item(SampleFleet.STOPPED).get().status() == EnvironmentStatus.STARTING
                        && console.live()
                                .environments()
                                .find(SampleFleet.FAILED)
                                .isEmpty()
                        && console.live()
                                .hosts()
                                .find("host-c")
                                .orElseThrow()
                                .get()
                                .healthy());
    }

    @Test
    void keepsTheContentWhileTheGatewayIsAwayAndFetchesItAnewAfterwards() {
        gateway.goAway();
        console.untilStatus(ConnectionStatus.Lost.class);
        assertEquals(12, console.live().environments().items().size());
        assertFalse(console.connection().online().get());

        gateway.with(Samples.environment("meanwhile", "meanwhile").build());
        gateway.comeUp();
        console.connection().retryNow();

        console.ui.until(
                "what happened meanwhile is there",
                () -> console.live().environments().find("meanwhile").isPresent());
        assertTrue(console.connection().online().get());
    }

    @Test
    void anotherGatewayBringsItsOwnContentOnly() {
        try (FakeGateway other = new FakeGateway()) {
            other.with(Samples.environment("other", "other").build());
            console.connections()
                    .choose(new GatewayChoice("command-line", "other", GatewayChoice.Kind.REMOTE, other.uri()));

            assertEquals(0, console.live().environments().items().size());
            console.ui.until(
                    "the other's are there",
                    () -> console.live().environments().items().size() == 1);

            gateway.with(Samples.environment("late", "late").build());
            console.ui.run();
            assertTrue(console.live().environments().find("late").isEmpty());
        }
    }

    @Test
    void aGatewayWithoutEventsIsAskedAgainAndAgain() {
        try (FakeGateway tyrum = new FakeGateway().with(Features.TYRUM);
                TestConsole polling = TestConsole.to(folder.resolve("tyrum"), tyrum)) {
            tyrum.with(Samples.environment("t", "t").withoutRuntime().build());
            polling.start();
            polling.ui.until(
                    "it is listed", () -> !polling.live().environments().items().isEmpty());
            long before = lists(tyrum);

            polling.ui.until("it is listed again", () -> lists(tyrum) > before);
        }
    }

    private static long lists(FakeGateway gateway) {
        return gateway.calls().stream()
                .filter("GET /desktop-environments"::equals)
                .count();
    }
}
