package org.pilothouse.app.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.problem.Problem;

class NotificationsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Now now = new Now(START);
    private final Notifications notifications = new Notifications(now);

    @Test
    void goodNewsGoesByItselfAndFailuresStay() {
        notifications.done("Saved");
        notifications.failed(Problem.of("It broke.", "Because.", "Mend it.", "broken"));

        now.tick(START.plusSeconds(4));
        assertEquals(2, notifications.toasts().size());
        now.tick(START.plusSeconds(6));
        assertEquals("It broke.", notifications.toasts().getFirst().title());
        now.tick(START.plusSeconds(3600));
        assertEquals(1, notifications.toasts().size());

        notifications.dismiss(notifications.toasts().getFirst());
        assertEquals(0, notifications.toasts().size());
    }

    @Test
    void theSameFailureIsThereOnce() {
        notifications.failed(Problem.of("It broke.", "Because.", "", "broken"));
        notifications.failed(Problem.of("It broke.", "Because.", "", "broken"));

        assertEquals(1, notifications.toasts().size());
    }

    @Test
    void tooManyWouldCoverTheScreen() {
        for (int i = 0; i < 9; i++) {
            notifications.done("Saved " + i);
        }

        assertEquals(4, notifications.toasts().size());
        assertEquals("Saved 8", notifications.toasts().getLast().title());
    }
}
