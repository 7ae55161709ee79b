package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.ContainerView.State;
import org.pilothouse.gateway.fleet.Ownership;
import tools.jackson.databind.JsonNode;

/**
 * A gateway's process ends at every point at which something lasting happened, for each verb; the next one on the same
 * state leaves no orphan, makes nothing twice and loses nothing that was answered. A first run of each verb finds the
 * points: every commit, every change of the engine, every task that reached the node.
 */
@Tag("engine")
@EnabledIfSystemProperty(named = "pilothouse.crash", matches = "true", disabledReason = "make test-crash runs it")
class CrashPointsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<String> orphans = new ArrayList<>();
    private final List<String> doubles = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private int points;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    @SuppressWarnings("SystemOut") // the lines are what it is run for
    void noOrphanNoDoubleNothingLost() throws Exception {
        for (Verb verb : Verb.values()) {
            Set<String> found = record(verb);
            for (String point : found) {
                kill(verb, point);
            }
            points += found.size();
            System.out.println("crash: " + verb.name().toLowerCase() + ": " + found.size() + " points");
        }
        for (List<String> failures : List.of(missed, orphans, doubles, lost)) {
            failures.forEach(failure -> System.out.println("crash: " + failure));
        }
        System.out.println(points + " fault points, " + orphans.size() + " orphans, " + doubles.size() + " doubles, "
                + lost.size() + " lost");
        assertEquals(List.of(), missed);
        assertEquals(0, orphans.size() + doubles.size() + lost.size());
    }

    private Set<String> record(Verb verb) throws Exception {
        Path place = Files.createDirectories(directory.resolve(verb + "-record"));
        assertEquals(0, child(place, verb, CrashChild.RECORD), () -> log(place));
        return new LinkedHashSet<>(Files.readAllLines(place.resolve("points")));
    }

    private void kill(Verb verb, String point) throws Exception {
        for (int attempt = 1; ; attempt++) {
            Path place = Files.createDirectories(directory.resolve(verb + "-" + points + "-" + point + "-" + attempt));
            int code = child(place, verb, point);
            String what = verb + " killed at " + point;
            if (code == CrashChild.KILLED) {
                goOn(verb, place, what);
                return;
            }
            if (code != CrashChild.NOT_REACHED) {
                throw new AssertionError(what + ": exit " + code + "\n" + log(place));
            }
            if (attempt == 3) {
                missed.add(what + ": not reached");
                return;
            }
        }
    }

    private static int child(Path place, Verb verb, String point) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashChild.class.getName(),
                        place.toString(),
                        verb.name(),
                        point)
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("log").toFile())
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(verb + " at " + point + " does not end\n" + log(place));
        }
        return process.exitValue();
    }

    /** The next gateway, and what it makes of it. */
    private void goOn(Verb verb, Path place, String what) throws Exception {
        boolean acknowledged = Files.exists(place.resolve("acknowledged"));
        try (RunFixture world = CrashChild.world(place)) {
            world.open(c -> c);
            JsonNode environments = world.get("/desktop-environments").body().path("environments");
            if (environments.size() > 1) {
                doubles.add(what + ": " + environments.size() + " environments");
            }
            if (environments.isEmpty()) {
                if (verb != Verb.DELETE && (verb != Verb.CREATE || acknowledged)) {
                    lost.add(what + ": no environment");
                }
                nothingLeft(world, what);
                return;
            }
            world.environmentId = environments.get(0).path("environment_id").asString();
            try {
                if (verb == Verb.DELETE && gone(world, acknowledged)) {
                    nothingLeft(world, what);
                    return;
                }
                settle(world);
            } catch (AssertionError e) {
                lost.add(what + ": " + e.getMessage());
                return;
            }
            contents(world, what);
            if (acknowledged && verb == Verb.STOP && running(world)) {
                lost.add(what + ": it runs");
            }
            if (acknowledged && verb == Verb.START && !running(world)) {
                lost.add(what + ": it does not run");
            }
            if (verb == Verb.APPROVE || verb == Verb.DISPATCH) {
                decisions(verb, world, place, what, acknowledged);
            }
        }
    }

    /** An acknowledged delete comes to its end; one that was not may have been begun. */
    private static boolean gone(RunFixture world, boolean acknowledged) {
        if (acknowledged || world.gateway.status(world.environmentId).equals("deleting")) {
            world.gateway.awaitStatus(world.environmentId, "gone");
            return true;
        }
        return world.gateway.status(world.environmentId).equals("gone");
    }

    /** What is wanted is brought about. */
    private static void settle(RunFixture world) {
        if (world.gateway
                .environment(world.environmentId)
                .path("desired_running")
                .asBoolean()) {
            world.connectPatiently();
        }
        await("what is wanted is brought about", PATIENCE, () -> {
            JsonNode runtime = world.gateway.environment(world.environmentId).path("runtime");
            return runtime.path("generation").asLong()
                    == runtime.path("observed_generation").asLong();
        });
    }

    private void nothingLeft(RunFixture world, String what) {
        world.engine.containers().forEach(c -> orphans.add(what + ": container " + c.name()));
        world.engine.volumeNames().forEach(v -> orphans.add(what + ": volume " + v));
    }

    private void contents(RunFixture world, String what) {
        String name = Ownership.containerName(world.environmentId);
        List<ContainerView> containers = world.engine.containers();
        if (containers.size() > 1) {
            doubles.add(what + ": " + containers.size() + " containers");
        }
        containers.stream()
                .filter(c -> !c.name().equals(name))
                .forEach(c -> orphans.add(what + ": container " + c.name()));
        if (world.engine.volumeNames().size() > 1) {
            doubles.add(what + ": " + world.engine.volumeNames());
        }
    }

    private static boolean running(RunFixture world) {
        return world.engine.containers().stream().anyMatch(c -> c.state() == State.RUNNING);
    }

    /** Approves what asks again, and counts what was done against what was allowed. */
    private void decisions(Verb verb, RunFixture world, Path place, String what, boolean acknowledged)
            throws IOException {
        JsonNode runs = world.get("/runs").body().path("runs");
        if (runs.isEmpty()) {
            if (acknowledged) {
                lost.add(what + ": no run");
            }
            return;
        }
        if (runs.size() > 1) {
            doubles.add(what + ": " + runs.size() + " runs");
        }
        int allowed = verb == Verb.APPROVE && acknowledged ? 1 : 0;
        int[] more = new int[1];
        try {
            await("all runs are over", PATIENCE, () -> {
                for (JsonNode waiting : world.get("/approvals").body().path("approvals")) {
                    if (acknowledged && waiting.path("kind").asString().equals("workflow_step")) {
                        lost.add(what + ": the decision is asked for again");
                    }
                    world.respond(waiting, "{\"decision\":\"approved\"}", "Ben");
                    more[0]++;
                }
                return world.get("/runs")
                        .body()
                        .at("/runs/0/status")
                        .asString("")
                        .equals("succeeded");
            });
        } catch (AssertionError e) {
            lost.add(what + ": " + e.getMessage());
        }
        Path journal = place.resolve("journal");
        long acts = world.desktop.count("act")
                + (Files.exists(journal) ? Files.readAllLines(journal).size() : 0);
        // a decision whose answer the person never got may stand
        if (acts > allowed + more[0] + (acknowledged ? 0 : 1)) {
            doubles.add(what + ": " + acts + " acts");
        }
        if (verb == Verb.APPROVE && acts == 0) {
            lost.add(what + ": approved and never done");
        }
    }

    private static String log(Path place) {
        try {
            return Files.readString(place.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
