package org.pilothouse.gateway.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.identity.DeviceIdentity;

/**
 * A process with a gateway, an engine in memory and an agent, to be killed by a test. The agent writes down every act
 * that reaches it, and falls silent at the operation that it is told.
 */
final class KilledGateway {
    private KilledGateway() {}

    /** Arguments: state directory, journal, operation at which to fall silent (or none), environment (or none). */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path journal = Path.of(arguments[1]);
        RunFixture world = new RunFixture(directory.resolve("state"), identity(directory.resolve("identity.json")));
        world.desktop.change = frame -> {
            String op = world.desktop.tasks.getLast().path("op").asString();
            if (op.equals("act")) {
                write(journal, "act\n");
            }
            return op.equals(arguments[2]) && world.isDecided() ? null : frame;
        };
        world.open(c -> c);
        world.environmentId = arguments[3].equals("none") ? world.gateway.create(true) : arguments[3];
        world.connect();
        System.out.println("ready " + world.gateway.gateway.uri() + " " + world.gateway.gateway.token() + " "
                + world.environmentId);
        new CountDownLatch(1).await();
    }

    private static void write(Path journal, String line) {
        try {
            Files.writeString(
                    journal, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DeviceIdentity identity(Path file) throws IOException {
        if (Files.exists(file)) {
            return DeviceIdentity.restore(Json.LENIENT.readValue(Files.readString(file), DeviceIdentity.Stored.class));
        }
        DeviceIdentity identity = DeviceIdentity.generate();
        Files.writeString(file, Json.LENIENT.writeValueAsString(identity.stored()));
        return identity;
    }
}
