package org.pilothouse.app.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.TestConsole;
import org.pilothouse.app.fake.FakeGateway;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class TransitionsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsOnItsWayIsAnOperationUntilItHasArrived() {
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.with(Samples.environment("a", "desk")
                    .status(EnvironmentStatus.STARTING)
                    .stages(3)
                    .build());
            try (TestConsole console = TestConsole.connected(folder, gateway)) {
                Operation operation = console.operations().running().getFirst();
                assertEquals("Starting desk", operation.title());
                assertEquals(0.5, operation.progress().get());
                assertTrue(operation.isCancellable());

                gateway.change("a", e -> Samples.of(e)
                        .status(EnvironmentStatus.STARTING)
                        .stages(4)
                        .build());
                console.ui.until("it went on", () -> operation.progress().get() > 0.6);
                assertEquals("Waiting for the desktop", operation.detail().get());

                gateway.change(
                        "a",
                        e -> Samples.of(e).status(EnvironmentStatus.RUNNING).build());
                console.ui.until(
                        "it has arrived", () -> console.operations().running().isEmpty());
            }
        }
    }

    @Test
    void aStartCanBeCancelledAndAStopCannot() {
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.with(Samples.environment("a", "up")
                    .status(EnvironmentStatus.STARTING)
                    .build());
            gateway.with(Samples.environment("b", "down")
                    .status(EnvironmentStatus.STOPPING)
                    .build());
            try (TestConsole console = TestConsole.connected(folder, gateway)) {
                List<Operation> running = List.copyOf(console.operations().running());
                assertEquals(2, running.size());
                assertFalse(running.get(1).isCancellable());

                running.getFirst().cancel();

                assertEquals(EnvironmentStatus.STOPPED, gateway.environment("a").status());
            }
        }
    }
}
