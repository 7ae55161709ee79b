package org.pilothouse.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.process.ProcessStatus.State;

class SupervisorTest {
    private final FakeProcesses os = new FakeProcesses();
    private final Supervisor supervisor = new Supervisor(os, os, null);
    private final AtomicInteger prepared = new AtomicInteger();

    @AfterEach
    void stop() throws InterruptedException {
        supervisor.close(Duration.ofSeconds(1));
    }

    private ProcessSpec spec(String name, List<String> after, ProcessSpec.Probe readiness) {
        return new ProcessSpec(
                name, List.of(name), Map.of(), after, prepared::incrementAndGet, readiness, Duration.ofSeconds(5));
    }

    private ProcessSpec spec(String name, String... after) {
        return spec(name, List.of(after), ProcessSpec.Probe.NONE);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 10 s");
            Thread.sleep(2);
        }
    }

    private ProcessStatus status(String name) {
        return supervisor.status().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatNeedsAnotherWaitsUntilThatIsReady() throws Exception {
        AtomicBoolean xReady = new AtomicBoolean();
        supervisor.supervise(List.of(spec("x", List.of(), xReady::get), spec("wm", "x")));
        os.awaitStart(1);
        Thread.sleep(30);
        assertEquals(State.WAITING, status("wm").state());
        xReady.set(true);
        assertEquals("wm", os.awaitStart(2).name());
        await(() -> supervisor.ready("wm"));
    }

    @Test
    void aProcessThatKeepsEndingIsStartedAgainMoreAndMoreSlowly() throws Exception {
        os.startsThatEnd = 9;
        supervisor.supervise(List.of(spec("panel")));
        os.awaitStart(10);
        assertEquals(
                List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L),
                os.pauses().stream().map(Duration::toMillis).toList());
        await(() -> status("panel").state() == State.READY);
        assertEquals(9, status("panel").restarts());
        assertEquals(
                3, Objects.requireNonNull(status("panel").lastExit()).status().orElseThrow());
        assertEquals(10, prepared.get(), "prepared before each start");
    }

    @Test
    void aCrashLoopShowsAndALongLifeForgivesIt() throws Exception {
        os.startsThatEnd = 6;
        supervisor.supervise(List.of(spec("panel")));
        FakeProcesses.Fake seventh = os.awaitStart(7);
        await(() -> status("panel").state() == State.READY);
        os.pass(Duration.ofMinutes(1));
        seventh.end(1);
        os.awaitStart(8);
        assertEquals(100, os.pauses().getLast().toMillis());
        assertFalse(status("panel").crashLoop());
    }

    @Test
    void whatFallsWithItsXServerComesBackAfterItWithoutAPenalty() throws Exception {
        supervisor.supervise(List.of(spec("x"), spec("wm", "x")));
        FakeProcesses.Fake x = os.awaitStart(1);
        FakeProcesses.Fake wm = os.awaitStart(2);
        await(() -> supervisor.ready("wm"));
        x.end(1);
        await(() -> status("x").restarts() == 1);
        wm.end(1);
        assertEquals("wm", os.awaitStart(4).name());
        await(() -> supervisor.ready("wm") && supervisor.ready("x"));
    }

    @Test
    void aProcessThatIsNeverReadyIsEndedAndTriedAgain() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        supervisor.supervise(List.of(spec("x", List.of(), () -> looks.incrementAndGet() > 250)));
        os.awaitStart(2);
        assertTrue(os.signals.contains("KILL x"), os.signals.toString());
        await(() -> supervisor.ready("x"));
    }

    @Test
    void takesOverWhatAnEarlierAgentStarted() throws Exception {
        FakeProcesses.Fake old = os.new Fake("x", 7);
        os.adoptable.put("x", old);
        supervisor.supervise(List.of(spec("x")));
        await(() -> supervisor.ready("x"));
        assertEquals(7, status("x").pid());
        assertTrue(os.started.isEmpty());
        assertEquals(0, prepared.get(), "what a living X server needs must not be tidied away");
        os.adoptable.clear();
        old.end(0);
        os.awaitStart(1);
    }

    @Test
    void aMissingProgramIsReportedAndTriedAgain() throws Exception {
        os.cannotStart = true;
        supervisor.supervise(List.of(spec("panel")));
        await(() -> status("panel").crashLoop());
        os.cannotStart = false;
        os.awaitStart(1);
    }

    @Test
    void stopsInReverseOrderAndKillsWhatWillNotEnd() throws Exception {
        supervisor.supervise(List.of(spec("x"), spec("wm", "x"), spec("panel", "wm")));
        await(() -> supervisor.ready("panel"));
        os.stubborn = true;
        os.programs.add(os.new Fake("editor", 900));
        supervisor.close(Duration.ofSeconds(1));
        os.programs.clear();
        assertEquals(
                List.of("TERM editor", "TERM panel", "KILL panel", "TERM wm", "KILL wm", "TERM x", "KILL x"),
                os.signals);
        await(() -> supervisor.status().stream().allMatch(s -> s.state() == State.STOPPED));
        assertEquals(3, os.started.size(), "nothing is started again");
    }

    @Test
    void aStoppedProcessStaysStoppedUntilItIsStarted() throws Exception {
        supervisor.supervise(List.of(spec("x"), spec("wm", "x")));
        await(() -> supervisor.ready("wm"));
        supervisor.stop("wm", Duration.ofSeconds(1));
        assertEquals(State.STOPPED, status("wm").state());
        assertFalse(status("wm").wanted());
        assertEquals(List.of("TERM wm"), os.signals);
        supervisor.stop("wm", Duration.ofSeconds(1));
        // Not even when what it stands on is started anew.
        os.awaitStart(1).end(1);
        await(() -> supervisor.ready("x") && status("x").restarts() == 1);
        assertEquals(3, os.started.size());
        supervisor.start("wm");
        await(() -> supervisor.ready("wm"));
        assertEquals(0, status("wm").restarts(), "what is started after a stop is not a restart");
    }

    @Test
    void aRestartEndsItAndStartsItWithoutAPause() throws Exception {
        supervisor.supervise(List.of(spec("x")));
        await(() -> supervisor.ready("x"));
        supervisor.restart("x", Duration.ofSeconds(1));
        os.awaitStart(2);
        await(() -> supervisor.ready("x"));
        assertEquals(List.of("TERM x"), os.signals);
        assertEquals(List.of(), os.pauses());
        assertEquals(1, status("x").restarts());
        supervisor.stop("x", Duration.ofSeconds(1));
        supervisor.restart("x", Duration.ofSeconds(1));
        await(() -> supervisor.ready("x"));
    }

    @Test
    void everythingStopsInReverseOrderAndStartsAgain() throws Exception {
        supervisor.supervise(List.of(spec("x"), spec("wm", "x"), spec("panel", "wm")));
        await(() -> supervisor.ready("panel"));
        supervisor.stopAll(Duration.ofSeconds(5));
        assertEquals(List.of("TERM panel", "TERM wm", "TERM x"), os.signals);
        assertTrue(supervisor.status().stream().allMatch(s -> s.state() == State.STOPPED));
        supervisor.startAll();
        await(() -> supervisor.ready("panel"));
    }

    @Test
    void whatWasStoppedStaysSoUnderAnotherAgent(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("stopped");
        Supervisor first = new Supervisor(os, os, file);
        first.supervise(List.of(spec("x"), spec("wm", "x")));
        await(() -> first.ready("wm"));
        first.stop("wm", Duration.ofSeconds(1));
        first.close(Duration.ofSeconds(1));
        Supervisor second = new Supervisor(os, os, file);
        second.supervise(List.of(spec("x"), spec("wm", "x")));
        await(() -> second.ready("x"));
        assertEquals(State.STOPPED, second.status("wm").orElseThrow().state());
        second.start("wm");
        await(() -> second.ready("wm"));
        second.close(Duration.ofSeconds(1));
        assertEquals("", Files.readString(file));
    }

    @Test
    void onDemandRunsOnlyWhenAskedAndIsLeftWhenItIsLeft() throws Exception {
        supervisor.supervise(List.of(new ProcessSpec(
                "browser",
                List.of("browser"),
                Map.of(),
                List.of(),
                () -> {},
                ProcessSpec.Probe.NONE,
                Duration.ofSeconds(5),
                ProcessSpec.Probe.NONE,
                true)));
        assertEquals(State.STOPPED, status("browser").state());
        supervisor.start("browser");
        FakeProcesses.Fake browser = os.awaitStart(1);
        await(() -> supervisor.ready("browser"));
        browser.end(9);
        FakeProcesses.Fake again = os.awaitStart(2);
        await(() -> supervisor.ready("browser"));
        again.end(0);
        await(() -> status("browser").state() == State.STOPPED);
        assertEquals(2, os.started.size());
    }

    @Test
    void oneThatNoLongerAnswersIsEndedAndStartedAgain() throws Exception {
        AtomicBoolean answers = new AtomicBoolean(true);
        supervisor.supervise(List.of(new ProcessSpec(
                "x",
                List.of("x"),
                Map.of(),
                List.of(),
                () -> {},
                ProcessSpec.Probe.NONE,
                Duration.ofSeconds(5),
                answers::get,
                false)));
        await(() -> status("x").healthy());
        answers.set(false);
        os.awaitStart(2);
        assertTrue(os.signals.contains("KILL x"), os.signals.toString());
        answers.set(true);
        await(() -> status("x").healthy());
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        supervisor.supervise(List.of(spec("x")));
        var refused = assertThrows(UnknownProcessException.class, () -> supervisor.start("y"));
        assertEquals("there is no process 'y'; there are x", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> supervisor.supervise(List.of(spec("x"))));
    }

    @Test
    void refusesAnOrderThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> supervisor.supervise(List.of(spec("wm", "x"), spec("x"))));
    }
}
