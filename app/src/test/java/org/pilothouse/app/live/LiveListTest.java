package org.pilothouse.app.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.problem.Problem;

class LiveListTest {
    private record Thing(String id, int version) {}

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final LiveList<Thing> list = new LiveList<>(
            Thing::id, (one, other) -> one.version() < other.version(), Clock.fixed(NOW, ZoneOffset.UTC));

    private List<Thing> values() {
        return list.items().stream().map(LiveItem::get).toList();
    }

    @Test
    void changesByDifferenceSoThatItemsStayTheSame() {
        list.fetched(List.of(new Thing("a", 1), new Thing("b", 1), new Thing("c", 1)));
        LiveItem<Thing> b = list.find("b").orElseThrow();
        List<String> changes = new ArrayList<>();
        list.items().addListener((ListChangeListener<LiveItem<Thing>>) change -> {
            while (change.next()) {
                changes.add((change.wasUpdated() ? "updated" : change.wasRemoved() ? "removed" : "added") + " "
                        + change.getFrom());
            }
        });

        list.fetched(List.of(new Thing("b", 2), new Thing("c", 1), new Thing("d", 1)));

        assertSame(b, list.find("b").orElseThrow());
        assertEquals(List.of(new Thing("b", 2), new Thing("c", 1), new Thing("d", 1)), values());
        assertEquals(List.of("removed 0", "updated 0", "added 2"), changes);
    }

    @Test
    void aLateListDoesNotUndoAnEvent() {
        list.fetched(List.of(new Thing("a", 1)));
        list.upsert(new Thing("a", 3));

        list.fetched(List.of(new Thing("a", 2)));

        assertEquals(List.of(new Thing("a", 3)), values());
    }

    @Test
    void aLateListDoesNotBringTheDeletedBack() {
        list.fetched(List.of(new Thing("a", 1), new Thing("b", 1)));
        list.remove("a");

        list.fetched(List.of(new Thing("a", 1), new Thing("b", 1)));
        list.upsert(new Thing("a", 2));

        assertEquals(List.of(new Thing("b", 1)), values());
    }

    @Test
    void aFailedFetchKeepsTheContentAndItsAge() {
        list.fetched(List.of(new Thing("a", 1)));
        Problem problem = Problem.of("It did not work.", "", "", "x");

        list.fetching();
        assertTrue(list.freshness().get().loading());
        list.failed(problem);

        assertEquals(1, list.items().size());
        assertEquals(NOW, list.freshness().get().updatedAt());
        assertEquals(problem, list.freshness().get().problem());
        assertNotNull(list.find("a").orElseThrow());
    }
}
