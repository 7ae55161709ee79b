package org.pilothouse.app.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.connection.ConnectionStatus;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.fake.FakeGateway;

class BannerModelTest {
    @TempDir
    Path folder;

    @Test
    void countsDownToTheNextAttemptAndTellsTheAgeOfTheContent() {
        try (FakeGateway gateway = new FakeGateway();
                TestConsole console = TestConsole.connected(folder, gateway)) {
            BannerModel model = new BannerModel(console.connection(), console.live(), console.now());
            assertNull(model.banner().get());

            gateway.goAway();
            console.ui.until(
                    "it waits",
                    () -> console.connection().status().get() instanceof ConnectionStatus.Lost lost
                            && lost.retryAt() != null);
            Instant retryAt =
                    ((ConnectionStatus.Lost) console.connection().status().get()).retryAt();
            console.now().tick(retryAt.minusMillis(2500));
            assertTrue(
                    model.banner().get().next().startsWith("Trying again in 3 s."),
                    model.banner().get().next());
            console.now().tick(retryAt.minusMillis(900));
            assertTrue(
                    model.banner().get().next().startsWith("Trying again in 1 s."),
                    model.banner().get().next());
            assertTrue(model.banner().get().next().contains("What you see is from"));
            assertTrue(model.banner().get().canRetry());

            gateway.comeUp();
            console.connection().retryNow();
            console.ui.until("the banner is gone", () -> model.banner().get() == null);
        }
    }

    @Test
    void aRefusalSaysWhatToDo() {
        try (FakeGateway gateway = new FakeGateway();
                TestConsole console = TestConsole.to(folder, gateway)) {
            BannerModel model = new BannerModel(console.connection(), console.live(), console.now());
            console.connections().choose(new GatewayChoice("r", "r", GatewayChoice.Kind.REMOTE, gateway.uri()));
            console.untilStatus(ConnectionStatus.Refused.class);

            assertEquals(
                    "The gateway refuses this console: the gateway does not accept the token.",
                    model.banner().get().what());
            assertEquals(
                    "Enter a valid token in Settings.", model.banner().get().next());
        }
    }
}
