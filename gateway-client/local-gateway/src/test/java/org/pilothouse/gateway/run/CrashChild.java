package org.pilothouse.gateway.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.identity.DeviceIdentity;

/**
 * A process with a gateway, an engine that outlives it in a file, and an agent. It is asked one verb and either writes down
 * every point at which something lasting happened, or ends at one of them as if it had been killed.
 */
final class CrashChild {
    /** Ended at the point that it was told. */
    static final int KILLED = 137;
    /** Came to the end without passing that point. */
    static final int NOT_REACHED = 3;

    static final String RECORD = "record";

    private static final String ROOT = "org.pilothouse.gateway.";

    private final Path directory;
    private final String target;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private volatile boolean armed;

    private CrashChild(Path directory, String target) {
        this.directory = directory;
        this.target = target;
    }

    /** Arguments: directory, verb, point or {@code record}. */
    public static void main(String[] arguments) throws Exception {
        new CrashChild(Path.of(arguments[0]), arguments[2]).run(Verb.valueOf(arguments[1]));
    }

    private void run(Verb verb) throws Exception {
        RunFixture world = world(directory);
        world.engine.changed = change -> point("engine." + change);
        world.desktop.change = frame -> {
            String op = world.desktop.tasks.getLast().path("op").asString();
            if (op.equals("act")) {
                append("journal", op);
            }
            point("node." + op);
            return frame;
        };
        world.open(c -> c.withFaultPoints(() -> point("store." + caller())));
        if (verb.needsEnvironment) {
            world.environmentId = world.gateway.create(true);
            append("environment", world.environmentId);
            world.connectPatiently();
        }
        verb.prepare(world);
        String subject = verb.subject(world);
        armed = true;
        Reply reply = verb.ask(world, subject);
        if (reply.status() / 100 == 2) {
            append("acknowledged", reply.raw().body());
        }
        if (verb == Verb.CREATE) {
            world.environmentId = reply.text("/environment/environment_id");
        }
        verb.finish(world, subject);
        TimeUnit.SECONDS.sleep(1); // what is written down after it is done
        Runtime.getRuntime().halt(target.equals(RECORD) ? 0 : NOT_REACHED);
    }

    /** The world that a directory holds; its gateway is not open yet. */
    static RunFixture world(Path directory) throws IOException {
        RunFixture world = new RunFixture(directory.resolve("state"), identity(directory.resolve("identity.json")));
        world.engine.keepIn(directory.resolve("engine.json"));
        return world;
    }

    private void point(String name) {
        if (!armed) {
            return;
        }
        String place = name + "#" + counts.merge(name, 1, Integer::sum);
        if (target.equals(RECORD)) {
            append("points", place);
        } else if (target.equals(place)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /** Who wrote: the method that began the transaction. */
    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith(ROOT))
                        .filter(frame -> !frame.getClassName().endsWith("CrashChild")
                                && !frame.getClassName().endsWith(".Database"))
                        .findFirst()
                        .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName())
                        .orElse("?"));
    }

    private synchronized void append(String file, String line) {
        try {
            Files.writeString(
                    directory.resolve(file),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
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
