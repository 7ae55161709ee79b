package org.pilothouse.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.app.fake.Samples;
import org.pilothouse.app.presentation.NodeLink;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class FleetFilterTest {
    private final List<FleetRow> rows = List.of(
            row(Samples.environment("aaaa-1", "Checkout").build(), "harbour-1"),
            row(
                    Samples.environment("bbbb-2", "checkout-old")
                            .status(EnvironmentStatus.STOPPED)
                            .build(),
                    "harbour-2"),
            row(
                    Samples.environment("cccc-3", "invoices")
                            .image("registry:5000/office:1")
                            .error("No such image.")
                            .build(),
                    "harbour-2"),
            row(Samples.environment("dddd-4", "triage").nodeConnected(false).build(), "harbour-1"));

    private static FleetRow row(Environment environment, String host) {
        return new FleetRow(environment, StatusLook.of(environment.status()), host, NodeLink.of(environment, null));
    }

    @ParameterizedTest
    @CsvSource({
        "'', aaaa-1 bbbb-2 cccc-3 dddd-4",
        "checkout, aaaa-1 bbbb-2",
        "CHECKOUT harbour-1, aaaa-1",
        "status:running, aaaa-1 dddd-4",
        "status:stop, bbbb-2",
        "host:harbour-2, bbbb-2 cccc-3",
        "!host:harbour-2, aaaa-1 dddd-4",
        "checkout -status:stopped, aaaa-1",
        "image:office, cccc-3",
        "registry:5000/office, cccc-3",
        "error:image, cccc-3",
        "node:connected, aaaa-1",
        "node:offline, dddd-4",
        "id:dddd, dddd-4",
        "label:tri, dddd-4",
        "nowhere, ''",
        "-, aaaa-1 bbbb-2 cccc-3 dddd-4"
    })
    void leavesTheRowsThatMatchEveryWord(String typed, String ids) {
        FleetFilter filter = FleetFilter.parse(typed);
        List<String> left = rows.stream()
                .filter(filter)
                .map(row -> row.environment().environmentId())
                .toList();
        if (typed.equals("-")) {
            // A lone dash is a word like any other, and every id has one.
            assertEquals(4, left.size());
        } else {
            assertEquals(ids == null || ids.isEmpty() ? List.of() : List.of(ids.split(" ")), left);
        }
    }

    @Test
    void namesAKeyThatDoesNotExistAndSearchesForTheWordInstead() {
        FleetFilter filter = FleetFilter.parse("colour:red status:running");

        assertEquals(Optional.of("colour"), filter.unknownKey());
        assertTrue(rows.stream().noneMatch(filter));
    }

    @Test
    void doesNotTakeAnImageWithAPortForAKey() {
        assertEquals(Optional.empty(), FleetFilter.parse("10.0.0.1:5000/office").unknownKey());
    }
}
