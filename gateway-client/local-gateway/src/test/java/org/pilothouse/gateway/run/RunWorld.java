package org.pilothouse.gateway.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.artifact.Retention;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.TaskOutcome;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.store.ActivityStore;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.ApprovalStore;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.LeaseStore;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.gateway.testing.FakeClock;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.node.DesktopCapability;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a gateway that drive runs, on a real store, over a desktop that a test plays; may die and come again. */
final class RunWorld implements AutoCloseable, Desktops {
    /** The gateway dies: no code of it that comes later runs. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    final FakeClock clock = new FakeClock();
    final ScriptedDesktop desktop = new ScriptedDesktop();
    /** Every operation that really reached the desktop. */
    final List<String> done = new CopyOnWriteArrayList<>();
    /** May kill the gateway; told "await", "before act", "after act" and so on. */
    volatile Function<String, Boolean> killAt = point -> false;

    private final Path directory;
    Database database;
    Approvals approvals;
    RunStore runs;
    RunLedger ledger;
    private RunDriver driver;

    RunWorld(Path directory) {
        this.directory = directory;
        open();
    }

    private void open() {
        database = Database.open(directory.resolve("gateway.db"));
        Events events = new Events();
        ActivityLog activity = new ActivityLog(new ActivityStore(database), clock);
        Artifacts artifacts = new Artifacts(
                database, directory.resolve("artifacts"), 1L << 30, Retention.DEFAULT, activity, events, clock);
        Policies policies = new Policies(database, activity, events, clock);
        approvals = new Approvals(database, Duration.ofMinutes(10), policies, actor -> true, activity, events, clock);
        runs = new RunStore(database);
        Function<String, Optional<String>> labels = id -> Optional.of("desk");
        StepPolicy policy = new StepPolicy(policies, labels);
        ledger = new RunLedger(
                database,
                approvals,
                artifacts,
                policy,
                activity,
                events,
                new RunViews(runs, new LeaseStore(database), artifacts, labels),
                clock);
        driver = new RunDriver(ledger, this, artifacts, policy, labels, Duration.ofSeconds(1), () -> false);
    }

    /** The gateway is gone without a word, and another one takes its state. */
    void reopen() {
        database.close();
        open();
    }

    String start(String... args) {
        String id = java.util.UUID.randomUUID().toString();
        List<StepRecord> steps = new ArrayList<>();
        for (String arg : args) {
            steps.add(Records.step(id, steps.size(), arg, 1));
        }
        ledger.start(Records.run(id, args.length), steps, new Actor("tester", "t"));
        return id;
    }

    /** Drives the run as far as it goes; survives the gateway's death. */
    boolean drive(String runId) {
        try {
            driver.drive(runId);
            return true;
        } catch (Killed e) {
            return false;
        }
    }

    RunRecord run(String runId) {
        return runs.find(runId).orElseThrow();
    }

    List<ApprovalRecord> waiting() {
        return new ApprovalStore(database)
                .page(new ApprovalStore.Filter(List.of(ApprovalStatus.AWAITING_HUMAN), null, 100));
    }

    void approve(ApprovalRecord approval) {
        approvals.respond(approval.id(), Respond.of(Decision.APPROVED, null), new Actor("Anna", "t"));
    }

    private void perhapsDie(String point) {
        if (killAt.apply(point)) {
            throw new Killed();
        }
    }

    @Override
    public Place await(String environmentId, Duration longest) {
        perhapsDie("await");
        return new Place.Ready("dev_a");
    }

    @Override
    public TaskOutcome perform(
            String nodeId, DesktopCapability capability, ObjectNode args, long timeoutMs, String dispatchId) {
        String op = capability.action();
        perhapsDie("before " + op);
        ObjectNode task = Json.LENIENT.createObjectNode().put("request_id", "r");
        task.putObject("payload").putObject("action").set("args", args);
        done.add(op);
        Frame answer = desktop.apply(task);
        perhapsDie("after " + op);
        JsonNode json = Json.LENIENT.readTree(answer.toJson());
        if (!json.path("ok").asBoolean()) {
            return new TaskOutcome.Failed(
                    TaskOutcome.Kind.REFUSED, json.path("error").path("message").asString(""), null);
        }
        return new TaskOutcome.Answered(
                json.path("result").get("result"), json.path("result").get("evidence"));
    }

    long count(String op) {
        return done.stream().filter(op::equals).count();
    }

    @Override
    public void close() {
        database.close();
    }
}
