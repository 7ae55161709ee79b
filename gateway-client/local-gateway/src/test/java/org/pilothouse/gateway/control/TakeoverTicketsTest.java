package org.pilothouse.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.testing.FakeClock;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;

class TakeoverTicketsTest {
    private static final Leases.Claim ANNA = new Leases.Claim(new Actor("Anna", "t"), false, null);

    private final FakeClock clock = new FakeClock();
    private final TakeoverTickets tickets = new TakeoverTickets(clock);

    @Test
    void aTicketWorksOnce() {
        var takeover = tickets.issue("e1", 1, TakeoverMode.VIEW, ANNA);
        assertEquals(
                TakeoverMode.VIEW,
                tickets.redeem(takeover.ticket(), "e1").orElseThrow().mode());
        assertTrue(tickets.redeem(takeover.ticket(), "e1").isEmpty());
    }

    @Test
    void aTicketIsForOneEnvironmentAndSpentOnAnother() {
        var takeover = tickets.issue("e1", 1, TakeoverMode.CONTROL, ANNA);
        assertTrue(tickets.redeem(takeover.ticket(), "e2").isEmpty());
        assertTrue(tickets.redeem(takeover.ticket(), "e1").isEmpty());
    }

    @Test
    void aTicketLivesAMinute() {
        var takeover = tickets.issue("e1", 1, TakeoverMode.CONTROL, ANNA);
        assertEquals(Duration.ofSeconds(60), Duration.between(clock.instant(), takeover.expiresAt()));
        clock.pass(Duration.ofSeconds(60));
        assertTrue(tickets.redeem(takeover.ticket(), "e1").isEmpty());
    }

    @Test
    void ticketsFallWithTheirEnvironment() {
        var takeover = tickets.issue("e1", 1, TakeoverMode.CONTROL, ANNA);
        tickets.revoke("e1");
        assertTrue(tickets.redeem(takeover.ticket(), "e1").isEmpty());
    }

    @Test
    void theTicketIsNotInItsText() {
        var takeover = tickets.issue("e1", 1, TakeoverMode.CONTROL, ANNA);
        assertFalse(takeover.toString().contains(takeover.ticket()));
        assertTrue(takeover.ticket().length() >= 43, "256 bits");
    }
}
