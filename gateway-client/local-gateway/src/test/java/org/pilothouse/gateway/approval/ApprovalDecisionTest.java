package org.pilothouse.gateway.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.store.ActivityStore;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.gateway.store.RunTerms;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.gateway.testing.FakeClock;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.StepStatus;

/** One decision for each approval, whoever comes first. */
class ApprovalDecisionTest {
    private static final Actor ANNA = new Actor("Anna", "t1");
    private static final Actor BEN = new Actor("Ben", "t2");

    @TempDir
    Path directory;

    private final FakeClock clock = new FakeClock();
    private final List<String> woken = new ArrayList<>();
    private Database database;
    private Approvals approvals;
    private Policies policies;
    private boolean alone = true;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("gateway.db"));
        approvals = approvals();
        Instant now = clock.instant();
        new RunStore(database)
                .insert(
                        new RunRecord(
                                "r",
                                0,
                                "agent:default:main",
                                null,
                                "p",
                                "q",
                                RunStatus.QUEUED,
                                "e",
                                "t",
                                RunTerms.PLAIN,
                                null,
                                null,
                                null,
                                1,
                                0,
                                now,
                                null,
                                null,
                                null,
                                null,
                                0),
                        List.of(new StepRecord(
                                "s",
                                "r",
                                0,
                                StepStatus.QUEUED,
                                "Desktop",
                                Json.LENIENT.createObjectNode(),
                                null,
                                null,
                                "e",
                                null,
                                null,
                                1000,
                                1,
                                null,
                                null,
                                null,
                                null,
                                null)));
    }

    private Approvals approvals() {
        ActivityLog activity = new ActivityLog(new ActivityStore(database), clock);
        policies = new Policies(database, activity, new Events(), clock);
        Approvals made = new Approvals(
                database, Duration.ofMinutes(10), policies, actor -> alone, activity, new Events(), clock);
        made.onDecided(woken::add);
        return made;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int asked;

    private ApprovalRecord ask() {
        return approvals.create(new NewApproval(
                ApprovalKind.RETRY,
                "prompt",
                "motivation",
                Json.LENIENT.createObjectNode().put("args", "secret"),
                "agent:default:main",
                "r",
                "s",
                0,
                ++asked,
                0,
                "e"));
    }

    private static final int RACES = Integer.getInteger("pilothouse.races", 200);

    @Test
    @Timeout(1800)
    void ofManyRacesEachHasOneWinner() throws Exception {
        int approvedCount = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int race = 0; race < RACES; race++) {
                String id = ask().id();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Boolean> anna = threads.submit(decide(start, id, Decision.APPROVED, ANNA));
                Future<Boolean> ben = threads.submit(decide(start, id, Decision.DENIED, BEN));
                assertTrue(anna.get() ^ ben.get(), "one winner in race " + race);
                Approval decided = approvals.get(id);
                assertEquals(anna.get() ? ApprovalStatus.APPROVED : ApprovalStatus.DENIED, decided.status());
                assertEquals(1, decided.reviews().size(), "one decision is recorded");
                assertEquals(anna.get() ? "Anna" : "Ben", decided.latestReview().reviewerId());
                approvedCount += anna.get() ? 1 : 0;
            }
        }
        assertEquals(RACES, woken.size(), "each run is woken once");
        assertTrue(approvedCount >= 0);
    }

    private Callable<Boolean> decide(CyclicBarrier start, String id, Decision decision, Actor actor) {
        return () -> {
            start.await();
            try {
                approvals.respond(id, Respond.of(decision, "because"), actor);
                return true;
            } catch (GatewayException e) {
                assertEquals(GatewayException.Code.ALREADY_DECIDED, e.code());
                assertTrue(e.sentence().startsWith("Already "), e.sentence());
                assertTrue(e.approval() != null && !e.approval().status().isWaiting());
                return false;
            }
        };
    }

    @Test
    void theClockDecidesWhatNobodyDoes() {
        ApprovalRecord early = ask();
        clock.pass(Duration.ofMinutes(5));
        ApprovalRecord late = ask();
        clock.pass(Duration.ofMinutes(5));
        approvals.expireDue();
        assertEquals(ApprovalStatus.EXPIRED, approvals.get(early.id()).status());
        assertEquals(ApprovalStatus.AWAITING_HUMAN, approvals.get(late.id()).status());
        assertEquals(List.of("r"), woken);
    }

    @Test
    void timeThatPassedWhileNoGatewayRanCounts() {
        ApprovalRecord approval = ask();
        database.close();
        clock.pass(Duration.ofDays(1));
        database = Database.open(directory.resolve("gateway.db"));
        approvals = approvals();
        approvals.expireDue();
        assertEquals(ApprovalStatus.EXPIRED, approvals.get(approval.id()).status());
    }

    @Test
    void anApprovalThatIsDueIsNotApprovedEvenBeforeTheTimerLooks() {
        ApprovalRecord approval = ask();
        clock.pass(Duration.ofMinutes(11));
        var e = assertThrows(
                GatewayException.class,
                () -> approvals.respond(approval.id(), Respond.of(Decision.APPROVED, null), ANNA));
        assertTrue(e.sentence().startsWith("Expired at 2026-01-01 00:11:00 UTC"), e.sentence());
        assertEquals(ApprovalStatus.EXPIRED, approvals.get(approval.id()).status());
        assertEquals(List.of("r"), woken);
    }

    @Test
    void aClockThatJumpsBackEndsNothingEarly() {
        ApprovalRecord approval = ask();
        clock.pass(Duration.ofHours(-3));
        approvals.expireDue();
        assertEquals(ApprovalStatus.AWAITING_HUMAN, approvals.get(approval.id()).status());
        approvals.respond(approval.id(), Respond.of(Decision.APPROVED, null), ANNA);
        assertEquals(ApprovalStatus.APPROVED, approvals.get(approval.id()).status());
    }

    @Test
    void wordsAreWeighed() {
        String id = ask().id();
        for (Respond bad : List.of(
                new Respond(null, null, null, null),
                Respond.of(Decision.DENIED, null),
                Respond.of(Decision.DENIED, "  "),
                Respond.of(Decision.APPROVED, "x".repeat(2001)),
                new Respond(Decision.APPROVED, null, "always", null))) {
            var e = assertThrows(GatewayException.class, () -> approvals.respond(id, bad, ANNA));
            assertEquals(GatewayException.Code.INVALID_REQUEST, e.code());
        }
        assertThrows(
                GatewayException.class,
                () -> approvals.respond(UUID.randomUUID().toString(), Respond.of(Decision.APPROVED, null), ANNA));
        assertEquals(ApprovalStatus.AWAITING_HUMAN, approvals.get(id).status());
    }

    @Test
    void nobodyApprovesTheirOwnWhileSomebodyElseCould() {
        alone = false;
        ApprovalRecord own = ask("Anna", 0);
        var refused = assertThrows(
                GatewayException.class, () -> approvals.respond(own.id(), Respond.of(Decision.APPROVED, null), ANNA));
        assertEquals(GatewayException.Code.FORBIDDEN, refused.code());
        assertEquals(ApprovalStatus.AWAITING_HUMAN, approvals.get(own.id()).status());
        approvals.respond(own.id(), Respond.of(Decision.DENIED, "changed my mind"), ANNA);
        assertEquals(ApprovalStatus.DENIED, approvals.get(own.id()).status());

        ApprovalRecord other = ask("Anna", 0);
        approvals.respond(other.id(), Respond.of(Decision.APPROVED, null), BEN);
        alone = true;
        approvals.respond(ask("Anna", 0).id(), Respond.of(Decision.APPROVED, null), ANNA);
    }

    @Test
    void theSamePersonUnderTwoNamesIsOne() {
        alone = false;
        ApprovalRecord approval = ask("agent", 2);
        Actor again = new Actor("Annie", "t9", ANNA.identity(), ANNA.scopes());
        for (Actor actor : List.of(ANNA, again, ANNA)) {
            approvals.respond(approval.id(), Respond.of(Decision.APPROVED, null), actor);
            assertEquals(
                    ApprovalStatus.AWAITING_HUMAN, approvals.get(approval.id()).status());
        }
        approvals.respond(approval.id(), Respond.of(Decision.APPROVED, null), BEN);
        assertEquals(ApprovalStatus.APPROVED, approvals.get(approval.id()).status());
        assertEquals(2, approvals.get(approval.id()).reviews().size());
        assertEquals(List.of("r"), woken, "only the last one moves the run");
    }

    private ApprovalRecord ask(String requestedBy, int approvers) {
        var context = Json.LENIENT.createObjectNode().put("requested_by", requestedBy);
        context.putObject("policy").put("approvers", approvers);
        return approvals.create(new NewApproval(
                ApprovalKind.RETRY,
                "prompt",
                "motivation",
                context,
                "agent:default:main",
                "r",
                "s",
                0,
                ++asked,
                0,
                "e"));
    }
}
